// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;

/** The metrics of one invocation. Not thread-safe. */
public final class InvocationMetrics {

  /** The maximum age of a timestamp in CloudWatch. */
  private static final Duration MAX_AGE = Duration.ofDays(14).minusMinutes(15);

  /** The maximum time of a timestamp in the future in CloudWatch. */
  private static final Duration MAX_AHEAD = Duration.ofHours(2).minusMinutes(15);

  private final InvocationRegistry registry;
  private final MetricDimensions dimensions;
  private final Instant oldest;
  private final Instant newest;
  private final Map<SeriesKey, Series> series = new HashMap<>();
  private final Map<PipelineMetric, Long> counts = new EnumMap<>(PipelineMetric.class);

  private InvocationMetrics(InvocationRegistry registry, MetricDimensions dimensions, Instant now) {
    this.registry = registry;
    this.dimensions = dimensions;
    this.oldest = now.minus(MAX_AGE);
    this.newest = now.plus(MAX_AHEAD);
  }

  /** Empty metrics of an invocation that starts now. */
  public static InvocationMetrics begin(MetricDimensions dimensions, InstantSource clock) {
    return new InvocationMetrics(
        InvocationRegistry.create(new MeterClock(clock)), dimensions, clock.instant());
  }

  /** Records a call in the minute in which it was made. */
  public void record(ModelCall call) {
    if (isOutsideWindow(call.timestamp())) {
      add(PipelineMetric.EVENTS_OUTSIDE_METRIC_WINDOW, 1);
      return;
    }
    long minute = minute(call.timestamp());
    String agent = dimensions.agents().valueOf(call.agentSlug());
    record(call, new SeriesKey(minute, agent, null));
    if (dimensions.isFull()) {
      record(call, new SeriesKey(minute, null, null));
    }
    CappedDimension models = dimensions.models();
    if (models != null) {
      record(call, new SeriesKey(minute, agent, models.valueOf(call.model())));
    }
  }

  /** Records a prompt change in the minute of its call. */
  public void recordPromptChange(String agentSlug, Instant timestamp) {
    if (!isOutsideWindow(timestamp)) {
      Tags minute = Tags.of(InvocationRegistry.MINUTE, Long.toString(minute(timestamp)));
      String agent = dimensions.agents().valueOf(agentSlug);
      registry.counter("PromptChanges", minute.and("Agent", agent)).increment();
    }
  }

  /** Adds to a count of the pipeline. */
  public void add(PipelineMetric metric, long amount) {
    if (amount > 0) {
      counts.merge(metric, amount, Long::sum);
    }
  }

  /** Ends the recording and returns the metrics. */
  public List<MetricDatum> end() {
    counts.forEach(
        (metric, count) -> registry.counter(metric.metricName()).increment((double) count));
    return registry.drain();
  }

  private boolean isOutsideWindow(Instant timestamp) {
    return timestamp.isBefore(oldest) || timestamp.isAfter(newest);
  }

  private static long minute(Instant timestamp) {
    return Math.floorDiv(timestamp.getEpochSecond(), 60);
  }

  private void record(ModelCall call, SeriesKey key) {
    series.computeIfAbsent(key, this::newSeries).record(call);
    if (call.failed() || dimensions.isFull()) {
      errors(tags(key)).record(call.failed() ? 1 : 0);
    }
  }

  private Series newSeries(SeriesKey key) {
    Tags tags = tags(key);
    // No alarm uses the tokens of all agents, and each metric costs money.
    boolean withTokens = dimensions.isFull() && key.agent != null;
    return new Series(
        latency(tags),
        cost(tags),
        withTokens ? registry.counter("InputTokenCount", tags) : null,
        withTokens ? registry.counter("OutputTokenCount", tags) : null);
  }

  private static Tags tags(SeriesKey key) {
    Tags tags = Tags.of(InvocationRegistry.MINUTE, Long.toString(key.minute));
    if (key.agent != null) {
      tags = tags.and("Agent", key.agent);
    }
    return key.model == null ? tags : tags.and("Model", key.model);
  }

  private DistributionSummary latency(Tags tags) {
    return DistributionSummary.builder("InvocationLatency")
        .baseUnit(StandardUnit.MILLISECONDS.toString())
        .tags(tags)
        .register(registry);
  }

  private DistributionSummary cost(Tags tags) {
    return DistributionSummary.builder("EstimatedCost")
        .baseUnit(StandardUnit.NONE.toString())
        .tags(tags)
        .register(registry);
  }

  /**
   * 1 for a failed call, 0 for another: in full detail, the sample count is the number of calls.
   */
  private DistributionSummary errors(Tags tags) {
    return DistributionSummary.builder("InvocationErrors")
        .baseUnit(StandardUnit.COUNT.toString())
        .tags(tags)
        .register(registry);
  }

  private record SeriesKey(long minute, @Nullable String agent, @Nullable String model) {}

  private record Series(
      DistributionSummary latency,
      DistributionSummary cost,
      @Nullable Counter inputTokens,
      @Nullable Counter outputTokens) {

    void record(ModelCall call) {
      if (call.latencyMillis() > 0) {
        latency.record((double) call.latencyMillis());
      }
      if (call.costUsd() != null) {
        cost.record(call.costUsd().doubleValue());
      }
      if (inputTokens != null && outputTokens != null) {
        inputTokens.increment((double) call.inputTokens());
        outputTokens.increment((double) call.outputTokens());
      }
    }
  }

  /** The wall clock for Micrometer, which measures no durations here. */
  private record MeterClock(InstantSource source) implements Clock {

    @Override
    public long wallTime() {
      return source.millis();
    }

    @Override
    public long monotonicTime() {
      return source.millis() * 1_000_000;
    }
  }
}
