// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.store.rollup.Measure;
import io.github.tracequeue.store.rollup.Rollup;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** Routes for spend and latency over time, by agent, model or provider. */
final class SumRoutes {

  private final ApiContext context;

  SumRoutes(ApiContext context) {
    this.context = context;
  }

  ApiResponse spend(ApiRequest request) {
    return answer(request, Grouping.OF_SPEND, Grouping.AGENT, SumRoutes::writeSpend);
  }

  ApiResponse latency(ApiRequest request) {
    return answer(request, Grouping.OF_LATENCY, Grouping.ALL, SumRoutes::writeLatency);
  }

  private ApiResponse answer(
      ApiRequest request,
      Map<String, Grouping> groupings,
      Grouping usual,
      BiConsumer<JsonWriter, Grouped> body) {
    Instant now = context.clock().instant();
    Parameters parameters = new Parameters(request.query());
    Grouping asked = parameters.choice("by", groupings);
    Grouping by = asked == null ? usual : asked;
    SelectedCalls selection = SelectedCalls.of(parameters);
    Period period = Period.of(parameters, now);
    Optional<Problem> problem = parameters.problem();
    if (problem.isPresent()) {
      return problem.get().toResponse();
    }
    SumReader reader = new SumReader(context, now);
    PeriodSums sums = reader.read(selection, by == Grouping.AGENT, period);
    Grouped grouped = Grouped.of(sums, by);
    return ApiResponse.json(
        JsonWriter.bytes(
            json -> {
              json.startObject();
              sums.writeTo(json);
              json.text("by", by.wireName()).text("step", period.step().wireName());
              body.accept(json, grouped);
              Items.write(json, reader.cost());
              json.end();
            }));
  }

  /** A group in the period and in the one before it. */
  private record Group(String name, Rollup sums, Rollup before) {}

  /** The groups, and the groups of each bucket. */
  private record Grouped(
      PeriodSums all, List<Group> groups, Map<Instant, TreeMap<String, Rollup>> buckets) {

    private static final Comparator<Group> MOST_EXPENSIVE_FIRST =
        Comparator.<Group, BigDecimal>comparing(group -> group.sums.sum(Measure.COST_USD))
            .thenComparing(group -> group.sums.sum(Measure.CALLS))
            .reversed()
            .thenComparing(Group::name);

    static Grouped of(PeriodSums all, Grouping by) {
      Period period = all.period();
      TreeMap<String, Rollup> now = Sum.by(Sum.during(period, all.sums()), by::of);
      TreeMap<String, Rollup> before = Sum.by(Sum.during(period.before(), all.sums()), by::of);
      TreeSet<String> names = new TreeSet<>(now.keySet());
      names.addAll(before.keySet());
      return new Grouped(
          all,
          names.stream()
              .map(
                  name ->
                      new Group(
                          name,
                          now.getOrDefault(name, Rollup.EMPTY),
                          before.getOrDefault(name, Rollup.EMPTY)))
              .sorted(MOST_EXPENSIVE_FIRST)
              .toList(),
          Sum.buckets(all.sums(), period, by::of));
    }

    /** Writes all buckets of the period, with the groups that have calls in them. */
    void writeSeries(JsonWriter json, BiConsumer<JsonWriter, Rollup> fields) {
      json.array(
          "series",
          all.period().buckets(),
          start ->
              SumsJson.writeBucket(
                  json,
                  all.period().step(),
                  start,
                  buckets.getOrDefault(start, new TreeMap<>()),
                  fields));
    }
  }

  private static void writeSpend(JsonWriter json, Grouped grouped) {
    SumsJson.write(json, "total", grouped.all.total());
    SumsJson.writeChange(json, "total_before", grouped.all.totalBefore());
    json.array(
        "groups",
        grouped.groups,
        group -> {
          json.startObject().text("name", group.name);
          SumsJson.writeFields(json, group.sums);
          SumsJson.writeChange(json, "before", group.before);
          json.end();
        });
    grouped.writeSeries(json, SumsJson::writeCounts);
  }

  private static void writeLatency(JsonWriter json, Grouped grouped) {
    json.array(
        "groups",
        grouped.groups,
        group -> {
          json.startObject()
              .text("name", group.name)
              .number("count", group.sums.count(Measure.CALLS));
          SumsJson.writeLatency(json, group.sums.latencies());
          json.startObject("before").number("count", group.before.count(Measure.CALLS));
          SumsJson.writeLatency(json, group.before.latencies());
          json.end().end();
        });
    grouped.writeSeries(
        json,
        (out, sums) -> {
          out.number("count", sums.count(Measure.CALLS));
          SumsJson.writePercentiles(out, sums.latencies());
        });
  }
}
