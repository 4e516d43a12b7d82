// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.metrics;

import io.micrometer.cloudwatch2.CloudWatchConfig;
import io.micrometer.cloudwatch2.CloudWatchMeterRegistry;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;

/**
 * Micrometer's CloudWatch registry for one invocation. It has no thread and does no I/O. A registry
 * with a longer lifetime loses counts if Lambda freezes it across a step. Not thread-safe.
 */
final class InvocationRegistry extends CloudWatchMeterRegistry {

  /** The tag with the epoch minute of the events; it becomes the timestamp. */
  static final String MINUTE = "minute";

  /** CloudWatch's limit of distinct values in one datum. */
  private static final int MAX_VALUES = 150;

  private static final String COUNTER_SUFFIX = ".count";

  // Longer than any invocation, so that no step ends during one.
  private static final Duration STEP = Duration.ofDays(1);

  private final DatumCollector collector;
  private final List<ValueSummary> summaries = new ArrayList<>();
  private final Set<String> summaryNames = new HashSet<>();

  private InvocationRegistry(DatumCollector collector, Clock clock) {
    super(new Config(), clock, collector);
    this.collector = collector;
  }

  static InvocationRegistry create(Clock clock) {
    return new InvocationRegistry(new DatumCollector(), clock);
  }

  /** Does nothing: the superclass would start threads, which a freeze would stop. */
  @Override
  public void start(ThreadFactory threadFactory) {}

  @Override
  protected DistributionSummary newDistributionSummary(
      Meter.Id id, DistributionStatisticConfig config, double scale) {
    ValueSummary summary = new ValueSummary(id, clock, config, scale, STEP.toMillis());
    summaries.add(summary);
    summaryNames.add(id.getName());
    return summary;
  }

  /** Closes the registry and returns its data, each meter as one metric. */
  List<MetricDatum> drain() {
    close();
    List<MetricDatum> data = new ArrayList<>();
    for (MetricDatum datum : collector.data()) {
      String name = datum.metricName();
      String metricName = name.substring(0, Math.max(0, name.length() - COUNTER_SUFFIX.length()));
      // Ignores the four statistics of a summary, because its values are added below.
      if (name.endsWith(COUNTER_SUFFIX) && !summaryNames.contains(metricName)) {
        data.add(counter(datum, metricName));
      }
    }
    summaries.forEach(summary -> values(summary, data));
    return data;
  }

  private MetricDatum counter(MetricDatum datum, String metricName) {
    String minute = null;
    List<Dimension> dimensions = new ArrayList<>();
    for (Dimension dimension : datum.dimensions()) {
      if (dimension.name().equals(MINUTE)) {
        minute = dimension.value();
      } else {
        dimensions.add(dimension);
      }
    }
    return datum.toBuilder()
        .metricName(metricName)
        .dimensions(dimensions)
        .timestamp(timestamp(minute))
        .build();
  }

  private void values(ValueSummary summary, List<MetricDatum> data) {
    Meter.Id id = summary.getId();
    List<Dimension> dimensions = new ArrayList<>();
    for (Tag tag : id.getTags()) {
      if (!tag.getKey().equals(MINUTE)) {
        dimensions.add(Dimension.builder().name(tag.getKey()).value(tag.getValue()).build());
      }
    }
    MetricDatum.Builder datum =
        MetricDatum.builder()
            .metricName(id.getName())
            .dimensions(dimensions)
            .timestamp(timestamp(id.getTag(MINUTE)))
            .unit(id.getBaseUnit())
            .storageResolution(60);
    List<Double> values = new ArrayList<>();
    List<Double> counts = new ArrayList<>();
    summary.forEach(
        (value, count) -> {
          values.add(value);
          counts.add((double) count);
          if (values.size() == MAX_VALUES) {
            data.add(datum.values(values).counts(counts).build());
            values.clear();
            counts.clear();
          }
        });
    if (!values.isEmpty()) {
      data.add(datum.values(values).counts(counts).build());
    }
  }

  private Instant timestamp(@Nullable String minute) {
    return minute == null
        ? Instant.ofEpochMilli(clock.wallTime())
        : Instant.ofEpochSecond(Long.parseLong(minute) * 60);
  }

  private static final class Config implements CloudWatchConfig {

    @Override
    public @Nullable String get(String key) {
      return null;
    }

    @Override
    public String namespace() {
      return "unused: the sender names it";
    }

    @Override
    public Duration step() {
      return STEP;
    }

    @Override
    public boolean highResolution() {
      return false;
    }
  }
}
