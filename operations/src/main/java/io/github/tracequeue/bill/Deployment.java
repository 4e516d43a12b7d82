// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.bill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.stream.Stream;

/**
 * The properties of a stack that affect its cost.
 *
 * @param alarmMetrics the number of metrics in alarms
 * @param dashboards the number of dashboards
 * @param keys the number of customer managed keys
 * @param indexes the number of indexes of the table
 * @param consumer the consumer function
 * @param watchMegabytes the memory of the watch function
 * @param daysKept how long an event is stored
 * @param logDays how long logs are kept
 * @param budgets the number of agents with a daily budget
 */
public record Deployment(
    int alarmMetrics,
    int dashboards,
    int keys,
    int indexes,
    Consumer consumer,
    int watchMegabytes,
    int daysKept,
    int logDays,
    int budgets) {
  private static final int BOTH_INDEXES = 2;

  /**
   * The consumer function and its event source mapping.
   *
   * @param batchSize the maximum number of messages in an invocation
   * @param batchWindowSeconds the batch window
   * @param memoryMegabytes the memory of the function
   * @param fullMetrics whether it also sends tokens and totals
   * @param maxMetricAgents the maximum number of agents with their own metrics
   */
  public record Consumer(
      int batchSize,
      int batchWindowSeconds,
      int memoryMegabytes,
      boolean fullMetrics,
      int maxMetricAgents) {}

  /** Reads the deployment from the synthesized templates of a stack. */
  public static Deployment read(List<JsonNode> templates) {
    JsonNode mapping = first(templates, "AWS::Lambda::EventSourceMapping");
    JsonNode consumer = function(templates, ".consumer.", "consumer");
    JsonNode watch = function(templates, ".watch.", "watch function");
    JsonNode table = first(templates, "AWS::DynamoDB::GlobalTable");
    String budgets = variable(consumer, "TRACEQUEUE_BUDGET_AGENTS").asText();
    return new Deployment(
        properties(templates, "AWS::CloudWatch::Alarm").mapToInt(Deployment::metrics).sum(),
        count(templates, "AWS::CloudWatch::Dashboard"),
        count(templates, "AWS::KMS::Key"),
        table.isMissingNode() ? BOTH_INDEXES : table.path("GlobalSecondaryIndexes").size(),
        new Consumer(
            mapping.path("BatchSize").asInt(10),
            mapping.path("MaximumBatchingWindowInSeconds").asInt(0),
            consumer.path("MemorySize").asInt(128),
            !variable(consumer, "TRACEQUEUE_METRICS_DETAIL").asText().equals("basic"),
            variable(consumer, "TRACEQUEUE_METRICS_MAX_AGENTS").asInt(100)),
        watch.path("MemorySize").asInt(128),
        variable(consumer, "TRACEQUEUE_TTL_DAYS").asInt(30),
        first(templates, "AWS::Logs::LogGroup").path("RetentionInDays").asInt(30),
        budgets.isEmpty() ? 0 : budgets.split(",", -1).length);
  }

  /** The deployment of the example configuration. Agents do not change it. */
  public static Deployment example() {
    return read(List.of(ExampleTemplate.load()));
  }

  private static JsonNode function(List<JsonNode> templates, String packageName, String name) {
    return properties(templates, "AWS::Lambda::Function")
        .filter(function -> function.path("Handler").asText().contains(packageName))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no " + name + " in the templates"));
  }

  private static int metrics(JsonNode alarm) {
    return Math.max(1, alarm.path("Metrics").findValues("MetricStat").size());
  }

  private static JsonNode variable(JsonNode function, String name) {
    return function.at("/Environment/Variables").path(name);
  }

  private static int count(List<JsonNode> templates, String type) {
    return (int) properties(templates, type).count();
  }

  private static JsonNode first(List<JsonNode> templates, String type) {
    return properties(templates, type).findFirst().orElse(MissingNode.getInstance());
  }

  private static Stream<JsonNode> properties(List<JsonNode> templates, String type) {
    return templates.stream()
        .flatMap(template -> template.path("Resources").valueStream())
        .filter(resource -> resource.path("Type").asText().equals(type))
        .map(resource -> resource.path("Properties"));
  }
}
