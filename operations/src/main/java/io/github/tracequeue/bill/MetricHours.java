// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.bill;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The hours in a month with data, summed over all metrics. CloudWatch charges for these hours. All
 * agents count, listed or not.
 *
 * @param hours the number of metric-hours
 */
record MetricHours(long hours) {
  private static final int DAYS = 30;
  private static final int HOURS = 24 * DAYS;

  /** The metrics of stored events and the heartbeat of the watch function. */
  private static final int PIPELINE_METRICS = 1;

  private static final int HEARTBEAT_METRICS = 1;

  /** Latency and cost. */
  private static final int BASIC_METRICS_PER_AGENT = 2;

  /** Latency, cost, failed calls and two kinds of tokens. */
  private static final int FULL_METRICS_PER_AGENT = 5;

  /** Latency, cost and failed calls over all agents. */
  private static final int FULL_TOTALS = 3;

  /** Assumption: one call in fifty fails. */
  private static final int CALLS_PER_FAILURE = 50;

  /** Assumption: a limit is breached for an hour a day. */
  private static final int HOURS_WITH_BREACHES = DAYS;

  static MetricHours of(Workload workload, Deployment deployment) {
    Deployment.Consumer consumer = deployment.consumer();
    long events = workload.eventsPerDay() * DAYS;
    // Agents beyond the limit share one dimension value.
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

  /** In months of a metric with data in each hour. */
  BigDecimal months() {
    return BigDecimal.valueOf(hours).divide(BigDecimal.valueOf(HOURS), 6, RoundingMode.HALF_UP);
  }

  /** The hours with an event at an even rate: as many as there are events, or all. */
  private static long hoursWith(long events) {
    return Math.min(HOURS, events);
  }

  private static long ceilDiv(long value, long by) {
    return (value + by - 1) / by;
  }
}
