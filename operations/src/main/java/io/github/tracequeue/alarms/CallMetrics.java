// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.alarms;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The metrics that the consumer would have sent for calls, each at the minute of its call. */
public final class CallMetrics {
  private static final String NAMESPACE = "Tracequeue";
  private static final String LATENCY = "InvocationLatency";
  private static final String COST = "EstimatedCost";
  private static final String ERRORS = "InvocationErrors";
  private static final String STORED = "EventsStored";
  private static final String UNPRICED = "EventsUnpriced";

  private CallMetrics() {}

  /** The metrics of some calls: of each agent and over all of them. Closes the stream. */
  public static RecordedMetrics of(Stream<RecordedCall> calls) {
    RecordedMetrics.Builder metrics =
        RecordedMetrics.covering(NAMESPACE, Set.of(LATENCY, COST, ERRORS, STORED, UNPRICED));
    try (calls) {
      calls.forEach(call -> add(metrics, call));
    }
    return metrics.build();
  }

  private static void add(RecordedMetrics.Builder metrics, RecordedCall call) {
    double weight = call.weight().doubleValue();
    metrics.add(overAll(STORED), call.time(), 1, weight);
    BigDecimal cost = call.costUsd();
    if (cost == null) {
      metrics.add(overAll(UNPRICED), call.time(), 1, weight);
    }
    for (Map<String, String> dimensions :
        List.of(Map.<String, String>of(), Map.of("Agent", call.agent()))) {
      // Zero is a latency that was not measured.
      if (call.latencyMillis() > 0) {
        metrics.add(
            new MetricKey(NAMESPACE, LATENCY, dimensions),
            call.time(),
            (double) call.latencyMillis(),
            weight);
      }
      if (cost != null) {
        metrics.add(
            new MetricKey(NAMESPACE, COST, dimensions), call.time(), cost.doubleValue(), weight);
      }
      metrics.add(
          new MetricKey(NAMESPACE, ERRORS, dimensions), call.time(), call.failed() ? 1 : 0, weight);
    }
  }

  private static MetricKey overAll(String name) {
    return new MetricKey(NAMESPACE, name, Map.of());
  }
}
