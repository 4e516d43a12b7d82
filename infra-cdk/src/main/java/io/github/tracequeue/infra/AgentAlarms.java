// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import static io.github.tracequeue.infra.AlarmFactory.Condition.above;

import java.util.Locale;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.constructs.Construct;

/** Optional CloudWatch alarms of single agents, in addition to their limits. */
final class AgentAlarms {
  private static final Duration WINDOW = Duration.minutes(15);

  private AgentAlarms() {}

  static void add(
      Construct scope, AgentAlarmSettings agent, AgentMetrics metrics, AlarmFactory alarms) {
    String slug = agent.slug();
    if (agent.latencyP95() != null) {
      long millis = agent.latencyP95().toMillis();
      alarms.addOfAgent(
          scope,
          AlarmKind.AGENT_LATENCY,
          slug,
          String.format(Locale.ROOT, "the slowest 5 %% of its calls take over %d ms.", millis),
          metrics.latencyP95(),
          above(millis).in(2, 3));
    }
    if (agent.failedPercent() != null) {
      alarms.addOfAgent(
          scope,
          AlarmKind.AGENT_ERRORS,
          slug,
          String.format(
              Locale.ROOT,
              "more than %s %% of its calls fail, of at least %d in 15 minutes.",
              agent.failedPercent().toPlainString(),
              agent.minimumCalls()),
          metrics.errorPercent(agent.minimumCalls(), WINDOW),
          above(agent.failedPercent()));
    }
    if (agent.hourUsd() != null) {
      alarms.addOfAgent(
          scope,
          AlarmKind.AGENT_COST_HOUR,
          slug,
          "it has cost more than " + agent.hourUsd().toPlainString() + " USD in an hour.",
          over(metrics.cost(), Duration.hours(1)),
          above(agent.hourUsd()));
    }
    if (agent.dayUsd() != null) {
      alarms.addOfAgent(
          scope,
          AlarmKind.AGENT_COST_DAY,
          slug,
          "it has cost more than " + agent.dayUsd().toPlainString() + " USD in 24 hours.",
          over(metrics.cost(), Duration.days(1)),
          above(agent.dayUsd()));
    }
  }

  private static Metric over(Metric metric, Duration period) {
    return metric.with(MetricOptions.builder().period(period).build());
  }
}
