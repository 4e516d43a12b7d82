// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.client.TraceClient;
import io.github.tracequeue.client.TraceEvent;
import io.github.tracequeue.local.DeployedTemplate.MetricShape;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The embedded services created from the synthesized template, and the pipeline run through them:
 * what is deployed works together, and its alarms look at metrics that the consumer was seen to
 * send.
 */
final class DeployedTemplateIT {
  private static final Path CONSUMER =
      Path.of(System.getProperty("consumer.jar", "consumer-lambda.jar"));

  @Test
  void pipeline_createdFromTheTemplate_storesAndFeedsEveryAlarm() throws Exception {
    DeployedTemplate template = new DeployedTemplate();
    try (Closing closing = new Closing()) {
      EmbeddedServices services =
          closing.add(
              EmbeddedServices.start(
                  Ports.from(0), closing.add(StateFolder.open(null)), Clock.systemUTC()));
      ServiceEndpoints endpoints = services.endpoints();
      PipelineResources resources = template.provision(endpoints);
      SqsClient sqs = closing.add(endpoints.sqsClient());
      DynamoDbClient dynamoDb = closing.add(endpoints.dynamoDbClient());
      ConsumerRun consumer =
          closing.add(
              ConsumerRun.start(
                  endpoints,
                  resources,
                  new ConsumerRun.Options(
                      List.of(CONSUMER),
                      template.settings(),
                      false,
                      environment(template, resources),
                      closing.add(StateFolder.open(null)).folder("function"),
                      line -> {})));

      sendEachKind(endpoints, sqs, resources);

      assertThat(consumer.awaitIdle(Duration.ofMinutes(2))).isTrue();
      assertThat(StoredItem.scan(dynamoDb, resources.table())).hasSize(5);
      assertThat(consumer.counts().failed()).isZero();
      assertThat(seen(services.metrics()))
          .as("what alarms look at was sent")
          .containsAll(template.alarmMetrics().keySet())
          .as("what an alarm that the example does not ask for looks at")
          .contains(new MetricShape("PromptChanges", Set.of("Agent")));
    }
  }

  @Test
  void alarmMetrics_ofTheTemplate_areFound() {
    // Or the comparison above would compare nothing.
    assertThat(new DeployedTemplate().alarmMetrics())
        .containsKeys(
            new MetricShape("EventsQuarantined", Set.of()),
            new MetricShape("EstimatedCost", Set.of()),
            new MetricShape("EstimatedCost", Set.of("Agent")),
            new MetricShape("InvocationLatency", Set.of("Agent")))
        .hasSizeGreaterThanOrEqualTo(8);
  }

  /** The template's, and for the agent what {@code prompt_changed} adds. */
  private static Map<String, String> environment(
      DeployedTemplate template, PipelineResources resources) {
    Map<String, String> environment = new HashMap<>(template.environment(resources));
    environment.put("TRACEQUEUE_PROMPT_CHANGE_AGENTS", "cto");
    return environment;
  }

  /** One event of each kind that has a metric: good, failed, unpriced, bad, changed, given up. */
  private static void sendEachKind(
      ServiceEndpoints endpoints, SqsClient sqs, PipelineResources resources) {
    try (TraceClient client =
        TraceClient.builder(resources.eventsUrl()).sqsClient(endpoints::sqsClient).build()) {
      Instant earlier = Instant.now().minusSeconds(1);
      client.record(call("claude-haiku-4-5").timestamp(earlier).promptPreview("Review.").build());
      client.record(call("claude-haiku-4-5").promptPreview("Summarise.").build());
      client.record(call("claude-haiku-4-5").error("overloaded").build());
      client.record(call("a-model-without-a-price").build());
      assertThat(client.flush(Duration.ofSeconds(30))).isTrue();
    }
    String id = UUID.randomUUID().toString();
    Instant time = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    send(sqs, resources, event(id, time, 10));
    send(sqs, resources, event(id, time, 11));
    send(sqs, resources, "{}");
    send(
        sqs,
        resources,
        """
        {"v": 1, "producer": {"id": "p", "seq": 1}, "dropped": {"queue_full": 3}, "events": []}
        """);
  }

  private static Set<MetricShape> seen(MetricStore metrics) {
    return metrics.metrics().stream()
        .filter(key -> key.namespace().equals("Tracequeue"))
        .map(key -> new MetricShape(key.name(), key.dimensions().keySet()))
        .collect(Collectors.toSet());
  }

  private static TraceEvent.Builder call(String model) {
    return TraceEvent.builder("cto", model)
        .provider("anthropic")
        .inputTokens(100)
        .outputTokens(20)
        .latencyMillis(900);
  }

  private static String event(String id, Instant time, int tokens) {
    return """
        {"event_id": "%s", "timestamp": "%s", "agent_slug": "cto", "model": "claude-haiku-4-5",
         "input_tokens": %s, "output_tokens": 20, "latency_ms": 900}
        """
        .formatted(id, time, tokens);
  }

  private static void send(SqsClient sqs, PipelineResources resources, String body) {
    sqs.sendMessage(request -> request.queueUrl(resources.eventsUrl()).messageBody(body));
  }
}
