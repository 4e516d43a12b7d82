// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.reconcile;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.DimensionFilter;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;

/** Reads the consumer's CloudWatch metrics, by agent and hour. */
final class Metrics {
  private static final String AGENT = "Agent";
  private static final int HOUR_SECONDS = 3_600;
  private static final int MINUTE_SECONDS = 60;

  /** CloudWatch accepts at most 500 queries in a request. */
  private static final int AGENTS_PER_CALL = 100;

  private final CloudWatchClient cloudWatch;
  private final String namespace;

  Metrics(CloudWatchClient cloudWatch, String namespace) {
    this.cloudWatch = cloudWatch;
    this.namespace = namespace;
  }

  /** Whether the consumer sends basic metrics: costs, but neither tokens nor each call. */
  boolean haveNoTokens() {
    return !exist(Figure.INPUT) && exist(Figure.COST);
  }

  private boolean exist(Figure figure) {
    return !cloudWatch
        .listMetrics(request -> request.namespace(namespace).metricName(figure.metric))
        .metrics()
        .isEmpty();
  }

  /** The totals of each agent in each hour of {@code [from, until)}. */
  Map<AgentHour, Totals> totals(Instant from, Instant until) {
    List<String> agents = agents();
    Map<AgentHour, Totals> totals = new TreeMap<>();
    for (int i = 0; i < agents.size(); i += AGENTS_PER_CALL) {
      List<String> some = agents.subList(i, Math.min(agents.size(), i + AGENTS_PER_CALL));
      List<MetricDataQuery> queries = new ArrayList<>();
      for (int agent = 0; agent < some.size(); agent++) {
        for (Figure figure : Figure.values()) {
          queries.add(
              query(
                  figure.name().toLowerCase(Locale.ROOT) + '_' + agent,
                  figure.metric,
                  figure.statistic,
                  Dimension.builder().name(AGENT).value(some.get(agent)).build()));
        }
      }
      read(
          from,
          until,
          queries,
          (id, point) -> {
            int separator = id.lastIndexOf('_');
            Figure figure = Figure.valueOf(id.substring(0, separator).toUpperCase(Locale.ROOT));
            String agent = some.get(Integer.parseInt(id.substring(separator + 1)));
            totals.merge(new AgentHour(agent, point.hour), figure.of(point.value), Totals::plus);
          });
    }
    return totals;
  }

  /** The hourly sum of a pipeline metric, by the time of the invocations. */
  Map<Instant, Double> counts(String metric, Instant from, Instant until) {
    Map<Instant, Double> counts = new TreeMap<>();
    read(
        from,
        until,
        List.of(query("count", metric, "Sum")),
        (id, point) -> counts.merge(point.hour, point.value.doubleValue(), Double::sum));
    return counts;
  }

  /** All agents with their own metrics, and the name for all others. */
  private List<String> agents() {
    TreeSet<String> agents = new TreeSet<>();
    cloudWatch
        .listMetricsPaginator(
            request ->
                request
                    .namespace(namespace)
                    .metricName(Figure.CALLS.metric)
                    .dimensions(DimensionFilter.builder().name(AGENT).build()))
        .metrics()
        .stream()
        .map(Metric::dimensions)
        .filter(dimensions -> dimensions.size() == 1)
        .forEach(dimensions -> agents.add(dimensions.get(0).value()));
    return List.copyOf(agents);
  }

  private void read(
      Instant from, Instant until, List<MetricDataQuery> queries, BiConsumer<String, Point> each) {
    // CloudWatch may return a partial period completely, so the last hour is read by the minute.
    Instant lastHour = until.truncatedTo(ChronoUnit.HOURS);
    read(from, lastHour, HOUR_SECONDS, queries, each);
    read(from.isAfter(lastHour) ? from : lastHour, until, MINUTE_SECONDS, queries, each);
  }

  private void read(
      Instant from,
      Instant until,
      int periodSeconds,
      List<MetricDataQuery> queries,
      BiConsumer<String, Point> each) {
    if (!from.isBefore(until)) {
      return;
    }
    List<MetricDataQuery> withPeriod =
        queries.stream()
            .map(
                query ->
                    query.toBuilder()
                        .metricStat(query.metricStat().toBuilder().period(periodSeconds).build())
                        .build())
            .toList();
    for (MetricDataResult result :
        cloudWatch
            .getMetricDataPaginator(
                request -> request.startTime(from).endTime(until).metricDataQueries(withPeriod))
            .metricDataResults()) {
      for (int i = 0; i < result.values().size(); i++) {
        Instant hour = result.timestamps().get(i).truncatedTo(ChronoUnit.HOURS);
        each.accept(result.id(), new Point(hour, BigDecimal.valueOf(result.values().get(i))));
      }
    }
  }

  private MetricDataQuery query(
      String id, String metric, String statistic, Dimension... dimensions) {
    return MetricDataQuery.builder()
        .id(id)
        .metricStat(
            stat ->
                stat.period(HOUR_SECONDS)
                    .stat(statistic)
                    .metric(
                        named ->
                            named.namespace(namespace).metricName(metric).dimensions(dimensions)))
        .build();
  }

  private record Point(Instant hour, BigDecimal value) {}

  /** The figures of an agent, with their positions in the query. */
  private enum Figure {
    // Each call is one sample: 1 for an error, else 0.
    CALLS("InvocationErrors", "SampleCount"),
    INPUT("InputTokenCount", "Sum"),
    OUTPUT("OutputTokenCount", "Sum"),
    COST("EstimatedCost", "Sum");

    private final String metric;
    private final String statistic;

    Figure(String metric, String statistic) {
      this.metric = metric;
      this.statistic = statistic;
    }

    Totals of(BigDecimal value) {
      BigDecimal zero = BigDecimal.ZERO;
      return switch (this) {
        case CALLS -> new Totals(value, zero, zero, zero, false);
        case INPUT -> new Totals(zero, value, zero, zero, false);
        case OUTPUT -> new Totals(zero, zero, value, zero, false);
        case COST -> new Totals(zero, zero, zero, value, false);
      };
    }
  }
}
