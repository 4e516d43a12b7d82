// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.local;

import io.github.tracequeue.alarms.MetricKey;
import io.github.tracequeue.alarms.MetricSeries;
import io.github.tracequeue.alarms.MetricSource;
import io.github.tracequeue.local.MetricStatistics;
import io.github.tracequeue.local.MetricStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The metrics that the consumer has sent to the local stack's CloudWatch endpoint, for the
 * evaluation of alarms. AWS's own metrics of queues and functions are missing.
 */
final class LocalMetrics implements MetricSource {
  /** No alarm evaluates older metrics. */
  private static final Duration FARTHEST = Duration.ofDays(15);

  /** CloudWatch accepts values up to this time ahead. */
  private static final Duration AHEAD = Duration.ofHours(3);

  private static final int MINUTE = 60;

  private final MetricStore store;
  private final String namespace;
  private final Clock clock;

  LocalMetrics(MetricStore store, String namespace, Clock clock) {
    this.store = store;
    this.namespace = namespace;
    this.clock = clock;
  }

  @Override
  public boolean covers(String otherNamespace, String name) {
    return namespace.equals(otherNamespace);
  }

  @Override
  public MetricSeries series(MetricKey metric) {
    Instant now = clock.instant();
    MetricSeries.Builder series = MetricSeries.builder();
    for (String unit : store.units(inStore(metric))) {
      NavigableMap<Instant, MetricStatistics> minutes =
          store.periods(inStore(metric), unit, now.minus(FARTHEST), now.plus(AHEAD), MINUTE);
      minutes.forEach((minute, samples) -> add(series, minute, samples));
    }
    return series.build();
  }

  @Override
  public Set<MetricKey> metrics(String otherNamespace, String name) {
    return store.metrics().stream()
        .filter(key -> key.namespace().equals(otherNamespace) && key.name().equals(name))
        .map(key -> new MetricKey(key.namespace(), key.name(), key.dimensions()))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static void add(MetricSeries.Builder series, Instant minute, MetricStatistics samples) {
    samples.values().forEach((value, times) -> series.add(minute, value, times.doubleValue()));
  }

  private static io.github.tracequeue.local.MetricKey inStore(MetricKey key) {
    return new io.github.tracequeue.local.MetricKey(key.namespace(), key.name(), key.dimensions());
  }
}
