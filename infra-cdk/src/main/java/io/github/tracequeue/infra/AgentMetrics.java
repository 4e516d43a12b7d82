// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.MathExpressionProps;
import software.amazon.awscdk.services.cloudwatch.Metric;

/**
 * The CloudWatch metrics of one agent, for alarms and dashboards of your own. The period is five
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

  /** How many calls it made, of those that say how long they took. */
  public Metric calls() {
    return metric("InvocationLatency", "SampleCount");
  }

  /** The 95th percentile of its calls' latency, milliseconds. */
  public Metric latencyP95() {
    return latency("p95");
  }

  /** A statistic of its calls' latency, milliseconds. */
  public Metric latency(String statistic) {
    return metric("InvocationLatency", statistic);
  }

  /** What its calls cost, US dollars. */
  public Metric cost() {
    return metric("EstimatedCost", "Sum");
  }

  /** How many of its calls failed; without data where none did. */
  public Metric errors() {
    return metric("InvocationErrors", "Sum");
  }

  /** Tokens read; only with the setting {@code metrics.detail} "full". */
  public Metric inputTokens() {
    return metric("InputTokenCount", "Sum");
  }

  /** Tokens written; only with the setting {@code metrics.detail} "full". */
  public Metric outputTokens() {
    return metric("OutputTokenCount", "Sum");
  }

  /**
   * The share of its calls that failed, percent.
   *
   * @param minimumCalls calls in a period below which the share is 0
   * @param period the time over which calls are counted
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
