// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The metrics that the CloudWatch endpoint received, exact, by the minute. Thread-safe. */
public final class MetricStore implements Closeable {
  private final Map<Series, NavigableMap<Long, MetricStatistics.Accumulator>> series =
      new HashMap<>();
  private final @Nullable Journal journal;

  private MetricStore(@Nullable Path file) {
    if (file == null) {
      journal = null;
    } else {
      journal = Journal.open(file, entry -> merge(fromJson(entry)));
      journal.rewrite(data().map(MetricStore::toJson));
    }
  }

  /** Creates an empty store in memory. */
  static MetricStore inMemory() {
    return new MetricStore(null);
  }

  /** Opens a store in a file. */
  static MetricStore keptIn(Path file) {
    return new MetricStore(file);
  }

  /** All metrics with samples, in no particular order. */
  public synchronized Set<MetricKey> metrics() {
    return series.keySet().stream().map(Series::key).collect(Collectors.toUnmodifiableSet());
  }

  /** The sum of all samples of the metric; 0 if there are none. */
  public BigDecimal sum(MetricKey key) {
    MetricStatistics all = total(key);
    return all == null ? BigDecimal.ZERO : all.sum();
  }

  /**
   * The sum over all dimension sets with exactly these dimension names.
   *
   * @param dimensionNames for example {@code Set.of("Agent")} for all agents
   */
  public BigDecimal sum(String namespace, String name, Set<String> dimensionNames) {
    return metrics().stream()
        .filter(key -> key.namespace().equals(namespace) && key.name().equals(name))
        .filter(key -> key.dimensions().keySet().equals(dimensionNames))
        .map(this::sum)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** All samples of the metric as one period; null if there are none. */
  public @Nullable MetricStatistics total(MetricKey key) {
    MetricStatistics.Accumulator all = new MetricStatistics.Accumulator();
    List<MetricStatistics> periods = new ArrayList<>();
    for (String unit : units(key)) {
      periods.addAll(
          periods(key, unit, Instant.EPOCH, Instant.ofEpochSecond(1L << 40), 60).values());
    }
    periods.forEach(all::add);
    return periods.isEmpty() ? null : all.statistics();
  }

  /**
   * The metric's samples by period, oldest first. Periods without samples are omitted.
   *
   * @param unit the unit of the samples
   * @param from the start, inclusive, truncated to a period
   * @param until the end, exclusive
   * @param periodSeconds a multiple of 60
   * @return the samples by start of the period
   */
  public synchronized NavigableMap<Instant, MetricStatistics> periods(
      MetricKey key, String unit, Instant from, Instant until, int periodSeconds) {
    NavigableMap<Long, MetricStatistics.Accumulator> minutes =
        series.getOrDefault(new Series(key, unit), new TreeMap<>());
    long start = Math.floorDiv(from.getEpochSecond(), (long) periodSeconds) * periodSeconds;
    NavigableMap<Long, MetricStatistics.Accumulator> periods = new TreeMap<>();
    minutes
        .subMap(start / 60, true, ceilingMinute(until), false)
        .forEach(
            (minute, samples) ->
                periods
                    .computeIfAbsent(
                        minute * 60 / periodSeconds * periodSeconds,
                        period -> new MetricStatistics.Accumulator())
                    .add(samples.statistics()));
    NavigableMap<Instant, MetricStatistics> result = new TreeMap<>();
    periods.forEach(
        (second, samples) -> result.put(Instant.ofEpochSecond(second), samples.statistics()));
    return result;
  }

  /** The units of the metric's samples. */
  public synchronized Set<String> units(MetricKey key) {
    return series.keySet().stream()
        .filter(each -> each.key().equals(key))
        .map(Series::unit)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Adds the data of a request. */
  synchronized void add(List<MetricDatum> data) {
    if (journal != null) {
      data.forEach(datum -> journal.append(toJson(datum)));
    }
    data.forEach(this::merge);
  }

  @Override
  public void close() {
    if (journal != null) {
      journal.close();
    }
  }

  private synchronized void merge(MetricDatum datum) {
    series
        .computeIfAbsent(new Series(datum.key(), datum.unit()), key -> new TreeMap<>())
        .computeIfAbsent(datum.minute(), minute -> new MetricStatistics.Accumulator())
        .add(datum.statistics());
  }

  private Stream<MetricDatum> data() {
    return series.entrySet().stream()
        .flatMap(
            each ->
                each.getValue().entrySet().stream()
                    .map(
                        minute ->
                            new MetricDatum(
                                each.getKey().key(),
                                each.getKey().unit(),
                                minute.getKey(),
                                minute.getValue().statistics())));
  }

  private static long ceilingMinute(Instant instant) {
    return -Math.floorDiv(-instant.getEpochSecond(), 60L);
  }

  private static JsonNode toJson(MetricDatum datum) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("namespace", datum.key().namespace());
    json.put("name", datum.key().name());
    ObjectNode dimensions = json.putObject("dimensions");
    datum.key().dimensions().forEach(dimensions::put);
    json.put("unit", datum.unit());
    json.put("minute", datum.minute());
    MetricStatistics samples = datum.statistics();
    json.put("count", samples.count().toString());
    json.put("sum", samples.sum().toString());
    json.put("minimum", Double.toString(samples.minimum()));
    json.put("maximum", Double.toString(samples.maximum()));
    ObjectNode values = json.putObject("values");
    samples.values().forEach((value, times) -> values.put(value.toString(), times.toString()));
    return json;
  }

  private static MetricDatum fromJson(JsonNode json) {
    Map<String, String> dimensions = new HashMap<>();
    json.get("dimensions")
        .properties()
        .forEach(each -> dimensions.put(each.getKey(), each.getValue().asText()));
    NavigableMap<Double, BigDecimal> values = new TreeMap<>();
    json.get("values")
        .properties()
        .forEach(
            each ->
                values.put(
                    Double.valueOf(each.getKey()), new BigDecimal(each.getValue().asText())));
    return new MetricDatum(
        new MetricKey(json.get("namespace").asText(), json.get("name").asText(), dimensions),
        json.get("unit").asText(),
        json.get("minute").asLong(),
        new MetricStatistics(
            new BigDecimal(json.get("count").asText()),
            new BigDecimal(json.get("sum").asText()),
            Double.parseDouble(json.get("minimum").asText()),
            Double.parseDouble(json.get("maximum").asText()),
            values));
  }

  private record Series(MetricKey key, String unit) {}
}
