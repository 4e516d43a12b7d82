// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;

/** Sends the metrics of a run. Their number does not depend on the number of agents. */
final class WatchMetrics {

  private final CloudWatchClient cloudWatch;
  private final String namespace;

  WatchMetrics(CloudWatchClient cloudWatch, String namespace) {
    this.cloudWatch = cloudWatch;
    this.namespace = namespace;
  }

  void send(LimitStep.Result limits, Instant now) {
    Map<String, Integer> values = new TreeMap<>();
    values.put("WatchHeartbeat", 1);
    values.put("LimitsBreached", limits.limitsBreached());
    values.put("AgentsOverdue", limits.agentsOverdue());
    values.put("NoticesFailed", limits.failures().size());
    // CloudWatch charges a metric for each hour with data, and no data means zero.
    values.values().removeIf(value -> value == 0);
    List<MetricDatum> data = new ArrayList<>();
    values.forEach(
        (name, value) ->
            data.add(
                MetricDatum.builder()
                    .metricName(name)
                    .timestamp(now)
                    .unit(StandardUnit.COUNT)
                    .value(value.doubleValue())
                    .build()));
    cloudWatch.putMetricData(request -> request.namespace(namespace).metricData(data));
  }
}
