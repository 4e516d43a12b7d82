// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks.baseline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.MetricsBuilder;
import software.amazon.lambda.powertools.metrics.model.DimensionSet;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/**
 * The metrics of an invocation: those of the calls by agent and by agent and model, and the counts
 * of the pipeline. Calls of one agent and model share a line of the log.
 */
final class CallMetrics {

  private static final Metrics METRICS =
      MetricsBuilder.builder().withNamespace("Tracequeue/baseline").withService("consumer").build();

  private static final int MAX_DIMENSION = 250;

  private final Map<Series, List<CallItem>> calls = new LinkedHashMap<>();
  private int duplicates;

  private record Series(String agent, String model) {}

  /** Adds a call that was stored for the first time. */
  void add(CallItem call) {
    calls
        .computeIfAbsent(
            new Series(call.getAgentSlug(), call.getModel()), series -> new ArrayList<>())
        .add(call);
  }

  void addDuplicate() {
    duplicates++;
  }

  /** Prints the metrics, from which CloudWatch Logs creates them. */
  void flush() {
    calls.forEach((series, all) -> METRICS.flushMetrics(metrics -> put(series, all, metrics)));
    METRICS.addMetric(
        "EventsStored", calls.values().stream().mapToInt(List::size).sum(), MetricUnit.COUNT);
    METRICS.addMetric("EventsDuplicate", duplicates, MetricUnit.COUNT);
    METRICS.flush();
  }

  private static void put(Series series, List<CallItem> calls, Metrics metrics) {
    metrics.addDimension(DimensionSet.of("Agent", series.agent()));
    metrics.addDimension(
        DimensionSet.of("Agent", series.agent(), "Model", dimension(series.model())));
    for (CallItem call : calls) {
      if (call.getLatencyMs() != null) {
        metrics.addMetric("InvocationLatency", call.getLatencyMs(), MetricUnit.MILLISECONDS);
      }
      if (call.getCostUsd() != null) {
        metrics.addMetric("EstimatedCost", call.getCostUsd().doubleValue(), MetricUnit.NONE);
      }
      boolean failed = "error".equals(call.getStatus()) || call.getErrorType() != null;
      metrics.addMetric("InvocationErrors", failed ? 1 : 0, MetricUnit.COUNT);
      metrics.addMetric("InputTokenCount", call.getInputTokens(), MetricUnit.COUNT);
      metrics.addMetric("OutputTokenCount", call.getOutputTokens(), MetricUnit.COUNT);
    }
  }

  /** The text as a value of a dimension, which is of ASCII characters and not longer than this. */
  private static String dimension(String text) {
    String ascii = text.replaceAll("[^ -~]", "?");
    return ascii.substring(0, Math.min(ascii.length(), MAX_DIMENSION));
  }
}
