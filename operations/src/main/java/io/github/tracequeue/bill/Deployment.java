// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.bill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What of a stack costs money, or changes what a workload costs.
 *
 * @param alarmMetrics metrics in alarms that name them
 * @param promptMetrics metrics of agents whose changes of prompt are counted
 * @param queryAlarms alarms on a query over all agents
 * @param composites alarms on other alarms
 * @param dashboards dashboards
 * @param keys customer managed keys
 * @param indexes indexes of the table that each event is also written to
 * @param batchSize messages in one invocation at most
 * @param batchWindowSeconds how long a batch is gathered
 * @param memoryMegabytes the consumer's memory
 * @param daysKept how long an event is stored
 */
public record Deployment(
    int alarmMetrics,
    int promptMetrics,
    int queryAlarms,
    int composites,
    int dashboards,
    int keys,
    int indexes,
    int batchSize,
    int batchWindowSeconds,
    int memoryMegabytes,
    int daysKept) {
  private static final int BOTH_INDEXES = 2;

  /** What the synthesized templates of a stack and of its nested stacks hold. */
  public static Deployment read(List<JsonNode> templates) {
    List<JsonNode> alarms = properties(templates, "AWS::CloudWatch::Alarm").toList();
    JsonNode mapping = first(templates, "AWS::Lambda::EventSourceMapping");
    JsonNode consumer =
        properties(templates, "AWS::Lambda::Function")
            .filter(function -> variable(function, "TRACEQUEUE_TTL_DAYS").isTextual())
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no consumer in the templates"));
    JsonNode table = first(templates, "AWS::DynamoDB::GlobalTable");
    return new Deployment(
        alarms.stream().mapToInt(Deployment::metrics).sum(),
        promptMetrics(consumer),
        (int) alarms.stream().filter(Deployment::isQuery).count(),
        count(templates, "AWS::CloudWatch::CompositeAlarm"),
        count(templates, "AWS::CloudWatch::Dashboard"),
        count(templates, "AWS::KMS::Key"),
        table.isMissingNode() ? BOTH_INDEXES : table.path("GlobalSecondaryIndexes").size(),
        mapping.path("BatchSize").asInt(10),
        mapping.path("MaximumBatchingWindowInSeconds").asInt(0),
        consumer.path("MemorySize").asInt(128),
        Integer.parseInt(variable(consumer, "TRACEQUEUE_TTL_DAYS").asText()));
  }

  /**
   * The example configuration that the project ships, with alarms of its kind for that many agents.
   */
  public static Deployment example(int agents) {
    JsonNode template = ExampleTemplate.load();
    List<JsonNode> ofAgents =
        properties(List.of(template), "AWS::CloudWatch::Alarm")
            .filter(alarm -> agent(alarm).isPresent())
            .toList();
    long listed = ofAgents.stream().map(Deployment::agent).distinct().count();
    int inAll = ofAgents.stream().mapToInt(Deployment::metrics).sum();
    Deployment example = read(List.of(template));
    int perAgent = inAll / Math.toIntExact(listed);
    return example.withAlarmMetrics(
        example.alarmMetrics - inAll + Math.multiplyExact(agents, perAgent));
  }

  private Deployment withAlarmMetrics(int other) {
    return new Deployment(
        other,
        promptMetrics,
        queryAlarms,
        composites,
        dashboards,
        keys,
        indexes,
        batchSize,
        batchWindowSeconds,
        memoryMegabytes,
        daysKept);
  }

  private static Optional<String> agent(JsonNode alarm) {
    return alarm.findParents("Value").stream()
        .filter(dimension -> dimension.path("Name").asText().equals("Agent"))
        .map(dimension -> dimension.path("Value").asText())
        .findFirst();
  }

  private static int metrics(JsonNode alarm) {
    if (isQuery(alarm)) {
      return 0;
    }
    if (alarm.toString().contains("ANOMALY_DETECTION_BAND")) {
      // The metric and both edges of its band.
      return 3;
    }
    int inMath = alarm.path("Metrics").findValues("MetricStat").size();
    return Math.max(1, inMath);
  }

  private static int promptMetrics(JsonNode consumer) {
    String agents = variable(consumer, "TRACEQUEUE_PROMPT_CHANGE_AGENTS").asText();
    return agents.isEmpty() ? 0 : agents.split(",", -1).length;
  }

  private static boolean isQuery(JsonNode alarm) {
    return alarm.path("Metrics").findValues("Expression").stream()
        .anyMatch(expression -> expression.asText().startsWith("SELECT"));
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
