// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.MathExpressionProps;
import software.amazon.awscdk.services.cloudwatch.Metric;

/**
 * The CloudWatch metrics of one agent, for custom alarms and dashboards. The period is five
 * minutes; {@link Metric#with} changes it.
 */
public final class AgentMetrics {
  private static final Duration PERIOD = Duration.minutes(5);

  private final PipelineMetrics metrics;
  private final String slug;

  AgentMetrics(PipelineMetrics metrics, String slug) {
    this.metrics = metrics;
    this.slug = slug;
  }

  /** The number of calls with a latency. */
  public Metric calls() {
    return metric("InvocationLatency", "SampleCount");
  }

  /** The 95th percentile of the call latency, in milliseconds. */
  public Metric latencyP95() {
    return latency("p95");
  }

  /** A statistic of the call latency, in milliseconds. */
  public Metric latency(String statistic) {
    return metric("InvocationLatency", statistic);
  }

  /** The cost of the calls, in US dollars. */
  public Metric cost() {
    return metric("EstimatedCost", "Sum");
  }

  /** The number of failed calls; no data if none failed. */
  public Metric errors() {
    return metric("InvocationErrors", "Sum");
  }

  /** Input tokens; only if {@code metrics.detail} is "full". */
  public Metric inputTokens() {
    return metric("InputTokenCount", "Sum");
  }

  /** Output tokens; only if {@code metrics.detail} is "full". */
  public Metric outputTokens() {
    return metric("OutputTokenCount", "Sum");
  }

  /**
   * The share of failed calls, in percent.
   *
   * @param minimumCalls with fewer calls in a period, the share is 0
   * @param period the period in which calls are counted
   */
  public MathExpression errorPercent(int minimumCalls, Duration period) {
    return new MathExpression(
        MathExpressionProps.builder()
            .expression("IF(calls >= " + minimumCalls + ", 100 * FILL(errors, 0) / calls, 0)")
            .label("failed calls in percent")
            .usingMetrics(
                Map.of(
                    "calls", metrics.ofAgent("InvocationLatency", slug, "SampleCount", period),
                    "errors", metrics.ofAgent("InvocationErrors", slug, "Sum", period)))
            .period(period)
            .build());
  }

  private Metric metric(String name, String statistic) {
    return metrics.ofAgent(name, slug, statistic, PERIOD);
  }
}
