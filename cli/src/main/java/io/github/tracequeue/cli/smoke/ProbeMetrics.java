// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.smoke;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;

/** Reads the metrics that count the smoke test's call. */
final class ProbeMetrics {
  private static final int PERIOD_SECONDS = 60;
  private static final Duration AROUND = Duration.ofMinutes(30);

  private final CloudWatchClient cloudWatch;
  private final String namespace;
  private final String agent;

  ProbeMetrics(CloudWatchClient cloudWatch, String namespace, String agent) {
    this.cloudWatch = cloudWatch;
    this.namespace = namespace;
    this.agent = agent;
  }

  /**
   * The metrics of the half hours before and after a time.
   *
   * @param calls calls of the smoke test's agent
   * @param costs its calls with a known cost
   * @param duplicates events of any agent that were already stored
   */
  record Counts(long calls, long costs, long duplicates) {

    Counts since(Counts before) {
      return new Counts(calls - before.calls, costs - before.costs, duplicates - before.duplicates);
    }
  }

  Counts around(Instant time) {
    Dimension ofAgent = Dimension.builder().name("Agent").value(agent).build();
    return new Counts(
        total(time, "InvocationErrors", "SampleCount", List.of(ofAgent)),
        total(time, "EstimatedCost", "SampleCount", List.of(ofAgent)),
        total(time, "EventsDuplicate", "Sum", List.of()));
  }

  private long total(Instant time, String name, String statistic, List<Dimension> dimensions) {
    MetricDataQuery query =
        MetricDataQuery.builder()
            .id("total")
            .metricStat(
                stat ->
                    stat.period(PERIOD_SECONDS)
                        .stat(statistic)
                        .metric(
                            metric ->
                                metric
                                    .namespace(namespace)
                                    .metricName(name)
                                    .dimensions(dimensions)))
            .build();
    return Math.round(
        cloudWatch
            .getMetricData(
                request ->
                    request
                        .startTime(time.minus(AROUND))
                        .endTime(time.plus(AROUND))
                        .metricDataQueries(query))
            .metricDataResults()
            .stream()
            .flatMap(result -> result.values().stream())
            .mapToDouble(Double::doubleValue)
            .sum());
  }
}
