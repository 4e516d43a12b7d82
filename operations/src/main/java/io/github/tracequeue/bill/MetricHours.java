// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.bill;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The hours of a month in which metrics have data, summed over all metrics: CloudWatch charges by
 * them. Agents are counted whether or not a configuration lists them.
 *
 * @param hours metric-hours
 */
record MetricHours(long hours) {
  private static final int DAYS = 30;
  private static final int HOURS = 24 * DAYS;

  /** The events stored, and the watch function's heartbeat in each hour. */
  private static final int PIPELINE_METRICS = 1;

  private static final int HEARTBEAT_METRICS = 1;

  /** Latency and cost. */
  private static final int BASIC_METRICS_PER_AGENT = 2;

  /** Those, failed calls and two kinds of tokens. */
  private static final int FULL_METRICS_PER_AGENT = 5;

  /** Latency, cost and failed calls over all agents. */
  private static final int FULL_TOTALS = 3;

  /** Assumption: one call in fifty fails. */
  private static final int CALLS_PER_FAILURE = 50;

  /** Assumption: an hour a day in which some limit is breached. */
  private static final int HOURS_WITH_BREACHES = DAYS;

  static MetricHours of(Workload workload, Deployment deployment) {
    Deployment.Consumer consumer = deployment.consumer();
    long events = workload.eventsPerDay() * DAYS;
    // Agents beyond the limit share one name.
    long agents = Math.min(workload.agents(), consumer.maxMetricAgents() + 1L);
    long perAgent = agents == 0 ? 0 : ceilDiv(events, agents);
    long ofAgents =
        consumer.fullMetrics()
            ? FULL_METRICS_PER_AGENT * hoursWith(perAgent)
            : BASIC_METRICS_PER_AGENT * hoursWith(perAgent)
                + hoursWith(ceilDiv(perAgent, CALLS_PER_FAILURE));
    long totals = consumer.fullMetrics() ? FULL_TOTALS : 0;
    return new MetricHours(
        agents * ofAgents
            + (PIPELINE_METRICS + totals) * hoursWith(events)
            + (long) HEARTBEAT_METRICS * HOURS
            + HOURS_WITH_BREACHES);
  }

  /** In months of a metric that has data in each hour. */
  BigDecimal months() {
    return BigDecimal.valueOf(hours).divide(BigDecimal.valueOf(HOURS), 6, RoundingMode.HALF_UP);
  }

  /** An even rate has an event in as many hours as there are events, or in all. */
  private static long hoursWith(long events) {
    return Math.min(HOURS, events);
  }

  private static long ceilDiv(long value, long by) {
    return (value + by - 1) / by;
  }
}
