// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.bill.ExampleTemplate;
import io.github.tracequeue.testkit.lambda.FunctionSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * The synthesized template, which a test of {@code infra-cdk} holds against each synthesis, read as
 * CloudFormation reads it: its own words decide what is created here.
 */
final class DeployedTemplate {
  private final JsonNode resources = ExampleTemplate.load().path("Resources");

  /** A metric that alarms look at, apart from the values of its dimensions. */
  record MetricShape(String name, Set<String> dimensions) {

    MetricShape {
      dimensions = Set.copyOf(dimensions);
    }
  }

  JsonNode queue(String idPrefix) {
    return only("AWS::SQS::Queue", "Pipeline" + idPrefix);
  }

  JsonNode table() {
    return only("AWS::DynamoDB::GlobalTable", "Pipeline");
  }

  JsonNode function() {
    return only("AWS::Lambda::Function", "PipelineConsumer");
  }

  JsonNode watch() {
    return only("AWS::Lambda::Function", "PipelineWatch");
  }

  JsonNode mapping() {
    return only("AWS::Lambda::EventSourceMapping", "Pipeline");
  }

  /** Creates queues and table under their own names as the template has them. */
  PipelineResources provision(ServiceEndpoints endpoints) {
    try (SqsClient sqs = endpoints.sqsClient();
        DynamoDbClient dynamoDb = endpoints.dynamoDbClient()) {
      String deadLetters = create(sqs, queue("DeadLetters"), Map.of());
      String quarantine = create(sqs, queue("Quarantine"), Map.of());
      String redrive =
          "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":%s}"
              .formatted(
                  arn(sqs, deadLetters),
                  queue("Events").at("/RedrivePolicy/maxReceiveCount").asInt());
      String events =
          create(sqs, queue("Events"), Map.of(QueueAttributeName.REDRIVE_POLICY, redrive));
      String table = "traces-of-the-template";
      create(dynamoDb, table);
      return new PipelineResources(events, arn(sqs, events), deadLetters, quarantine, table);
    }
  }

  /** The consumer's variables, where references mean these resources. */
  Map<String, String> environment(PipelineResources created) {
    return environment(function(), created);
  }

  /** The watch function's variables; references to topics become ARNs. */
  Map<String, String> watchEnvironment(PipelineResources created) {
    return environment(watch(), created);
  }

  private static Map<String, String> environment(JsonNode function, PipelineResources created) {
    Map<String, String> environment = new LinkedHashMap<>();
    function
        .at("/Environment/Variables")
        .properties()
        .forEach(
            variable -> environment.put(variable.getKey(), text(variable.getValue(), created)));
    return environment;
  }

  private static String text(JsonNode value, PipelineResources created) {
    if (value.has("Fn::Join")) {
      StringBuilder joined = new StringBuilder();
      value.at("/Fn::Join/1").forEach(part -> joined.append(text(part, created)));
      return joined.toString();
    }
    String reference = value.path("Ref").asText();
    if (reference.startsWith("PipelineTable")) {
      return created.table();
    }
    if (reference.startsWith("PipelineQuarantine")) {
      return created.quarantineUrl();
    }
    if (reference.startsWith("PipelineEvents")) {
      return created.eventsUrl();
    }
    return reference.isEmpty() ? value.asText() : "arn:aws:sns:us-east-1:000000000000:" + reference;
  }

  /** The template's settings in the words of the local stack. */
  PipelineSettings settings() {
    JsonNode variables = function().at("/Environment/Variables");
    return new PipelineSettings(
        queueSettings("Events"),
        queueSettings("DeadLetters"),
        queueSettings("Quarantine"),
        queue("Events").at("/RedrivePolicy/maxReceiveCount").asInt(),
        new PipelineSettings.Table(
            "tracequeue",
            variables.path("TRACEQUEUE_SHARDS").asInt(),
            Duration.ofDays(variables.path("TRACEQUEUE_TTL_DAYS").asInt())),
        new FunctionSettings(
            "tracequeue-consumer",
            function().path("Handler").asText(),
            function().path("MemorySize").asInt(),
            Duration.ofSeconds(function().path("Timeout").asInt())),
        new FunctionSettings(
            "tracequeue-watch",
            watch().path("Handler").asText(),
            watch().path("MemorySize").asInt(),
            Duration.ofSeconds(watch().path("Timeout").asInt())),
        new PipelineSettings.EventSource(
            mapping().path("BatchSize").asInt(),
            Duration.ofSeconds(mapping().path("MaximumBatchingWindowInSeconds").asInt()),
            mapping().at("/ScalingConfig/MaximumConcurrency").asInt(),
            mapping().path("FunctionResponseTypes").toString().contains("ReportBatchItemFailures")),
        variables.path("TRACEQUEUE_METRICS_NAMESPACE").asText().replace("/prod", "/local"));
  }

  /** The functions' own metrics that alarms name, each with how many alarms do. */
  Map<MetricShape, Integer> alarmMetrics() {
    Map<MetricShape, Integer> shapes = new HashMap<>();
    properties("AWS::CloudWatch::Alarm")
        .forEach(alarm -> shapes(alarm).forEach(shape -> shapes.merge(shape, 1, Integer::sum)));
    return shapes;
  }

  private static Set<MetricShape> shapes(JsonNode alarm) {
    Set<MetricShape> shapes = new HashSet<>();
    for (JsonNode metric : alarm.findParents("MetricName")) {
      if (metric.path("Namespace").asText().equals("Tracequeue/prod")) {
        Set<String> dimensions = new TreeSet<>();
        metric.path("Dimensions").forEach(each -> dimensions.add(each.path("Name").asText()));
        shapes.add(new MetricShape(metric.path("MetricName").asText(), dimensions));
      }
    }
    return shapes;
  }

  private PipelineSettings.Queue queueSettings(String idPrefix) {
    JsonNode queue = queue(idPrefix);
    return new PipelineSettings.Queue(
        queue.path("QueueName").asText().replace("Tracequeue-prod-", "tracequeue-"),
        Duration.ofSeconds(queue.path("MessageRetentionPeriod").asInt()),
        Duration.ofSeconds(queue.path("VisibilityTimeout").asInt()));
  }

  private static String create(
      SqsClient sqs, JsonNode queue, Map<QueueAttributeName, String> more) {
    Map<QueueAttributeName, String> attributes = new HashMap<>(more);
    attributes.put(QueueAttributeName.VISIBILITY_TIMEOUT, queue.path("VisibilityTimeout").asText());
    attributes.put(
        QueueAttributeName.MESSAGE_RETENTION_PERIOD, queue.path("MessageRetentionPeriod").asText());
    return sqs.createQueue(
            request -> request.queueName(queue.path("QueueName").asText()).attributes(attributes))
        .queueUrl();
  }

  private void create(DynamoDbClient dynamoDb, String name) {
    List<AttributeDefinition> attributes = new ArrayList<>();
    table()
        .path("AttributeDefinitions")
        .forEach(
            each ->
                attributes.add(
                    AttributeDefinition.builder()
                        .attributeName(each.path("AttributeName").asText())
                        .attributeType(each.path("AttributeType").asText())
                        .build()));
    List<GlobalSecondaryIndex> indexes = new ArrayList<>();
    table()
        .path("GlobalSecondaryIndexes")
        .forEach(
            each ->
                indexes.add(
                    GlobalSecondaryIndex.builder()
                        .indexName(each.path("IndexName").asText())
                        .keySchema(keys(each))
                        .projection(
                            projection ->
                                projection.projectionType(
                                    each.at("/Projection/ProjectionType").asText()))
                        .build()));
    dynamoDb.createTable(
        request ->
            request
                .tableName(name)
                .billingMode(BillingMode.fromValue(table().path("BillingMode").asText()))
                .attributeDefinitions(attributes)
                .keySchema(keys(table()))
                .globalSecondaryIndexes(indexes));
    dynamoDb.updateTimeToLive(
        request ->
            request
                .tableName(name)
                .timeToLiveSpecification(
                    ttl ->
                        ttl.attributeName(
                                table().at("/TimeToLiveSpecification/AttributeName").asText())
                            .enabled(true)));
  }

  private static List<KeySchemaElement> keys(JsonNode of) {
    List<KeySchemaElement> keys = new ArrayList<>();
    of.path("KeySchema")
        .forEach(
            key ->
                keys.add(
                    KeySchemaElement.builder()
                        .attributeName(key.path("AttributeName").asText())
                        .keyType(key.path("KeyType").asText())
                        .build()));
    return keys;
  }

  private static String arn(SqsClient sqs, String url) {
    return String.valueOf(
        sqs.getQueueAttributes(
                request -> request.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
            .attributes()
            .get(QueueAttributeName.QUEUE_ARN));
  }

  private JsonNode only(String type, String idPrefix) {
    Map<String, JsonNode> found = new TreeMap<>();
    resources
        .properties()
        .forEach(
            each -> {
              if (each.getValue().path("Type").asText().equals(type)
                  && each.getKey().startsWith(idPrefix)) {
                found.put(each.getKey(), each.getValue().path("Properties"));
              }
            });
    if (found.size() != 1) {
      throw new IllegalStateException(type + " " + idPrefix + ": " + found.keySet());
    }
    return found.values().iterator().next();
  }

  private Stream<JsonNode> properties(String type) {
    return resources
        .valueStream()
        .filter(each -> each.path("Type").asText().equals(type))
        .map(each -> each.path("Properties"));
  }
}
