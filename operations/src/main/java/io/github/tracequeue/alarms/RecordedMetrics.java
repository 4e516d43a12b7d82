// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.alarms;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/** Metrics that were recorded before; immutable and safe for use by several threads. */
public final class RecordedMetrics implements MetricSource {
  private final BiPredicate<String, String> covered;
  private final Map<MetricKey, MetricSeries> series;

  private RecordedMetrics(
      BiPredicate<String, String> covered, Map<MetricKey, MetricSeries> series) {
    this.covered = covered;
    this.series = Map.copyOf(series);
  }

  /** A builder of a recording that has everything of a namespace and nothing of others. */
  public static Builder covering(String namespace) {
    return new Builder((other, name) -> other.equals(namespace));
  }

  /** A builder of a recording that has these metrics of a namespace and no others. */
  public static Builder covering(String namespace, Set<String> names) {
    Set<String> copy = Set.copyOf(names);
    return new Builder((other, name) -> other.equals(namespace) && copy.contains(name));
  }

  @Override
  public boolean covers(String namespace, String name) {
    return covered.test(namespace, name);
  }

  @Override
  public MetricSeries series(MetricKey metric) {
    return series.getOrDefault(metric, MetricSeries.EMPTY);
  }

  @Override
  public Set<MetricKey> metrics(String namespace, String name) {
    return series.keySet().stream()
        .filter(key -> key.namespace().equals(namespace) && key.name().equals(name))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Collects values; not safe for use by several threads. */
  public static final class Builder {
    private final BiPredicate<String, String> covered;
    private final Map<MetricKey, MetricSeries.Builder> series = new HashMap<>();

    private Builder(BiPredicate<String, String> covered) {
      this.covered = covered;
    }

    /** Adds a value, as often as {@code count} says. */
    public Builder add(MetricKey metric, Instant time, double value, double count) {
      if (!covered.test(metric.namespace(), metric.name())) {
        throw new IllegalArgumentException("not covered: " + metric);
      }
      series.computeIfAbsent(metric, key -> MetricSeries.builder()).add(time, value, count);
      return this;
    }

    /** The recording so far. */
    public RecordedMetrics build() {
      return new RecordedMetrics(
          covered,
          series.entrySet().stream()
              .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().build())));
    }
  }
}
