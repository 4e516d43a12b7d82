// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricProps;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;

/** The custom metrics of the functions, in the namespace of one stage. */
final class PipelineMetrics {
  static final String AGENT = "Agent";

  private final String namespace;

  PipelineMetrics(String namespace) {
    this.namespace = namespace;
  }

  String namespace() {
    return namespace;
  }

  /** A sum over all agents. */
  Metric sum(String name, Duration period) {
    return metric(name, Map.of(), "Sum", period);
  }

  /** A metric of one agent. */
  Metric ofAgent(String name, String slug, String statistic, Duration period) {
    return metric(name, Map.of(AGENT, slug), statistic, period);
  }

  /** Grants a function the permission to send metrics to this namespace only. */
  void grantSend(Role sender) {
    sender.addToPrincipalPolicy(
        PolicyStatement.Builder.create()
            .sid("SendOwnMetrics")
            .actions(List.of("cloudwatch:PutMetricData"))
            // The action does not support resources; a condition restricts the namespace.
            .resources(List.of("*"))
            .conditions(Map.of("StringEquals", Map.of("cloudwatch:namespace", namespace)))
            .build());
  }

  private Metric metric(
      String name, Map<String, String> dimensions, String statistic, Duration period) {
    return new Metric(
        MetricProps.builder()
            .namespace(namespace)
            .metricName(name)
            .dimensionsMap(dimensions)
            .statistic(statistic)
            .period(period)
            .build());
  }
}
