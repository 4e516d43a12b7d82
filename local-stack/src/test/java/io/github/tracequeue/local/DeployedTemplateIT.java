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
 * what is deployed works together, and its alarms look at metrics that the functions send.
 */
final class DeployedTemplateIT {
  private static final Path LIMITS = Path.of("../infra-cdk/tracequeue.json");

  @Test
  void pipeline_createdFromTheTemplate_storesAndIsWatched() throws Exception {
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
                      List.of(PackagedFunctions.CONSUMER),
                      template.settings(),
                      false,
                      template.environment(resources),
                      closing.add(StateFolder.open(null)).folder("function"))));

      sendEachKind(endpoints, sqs, resources);

      assertThat(consumer.awaitIdle(Duration.ofMinutes(2))).isTrue();
      assertThat(StoredItem.scan(dynamoDb, resources.table())).hasSize(5);
      assertThat(consumer.counts().failed()).isZero();
      try (ScheduledFunction watch =
          ScheduledFunction.start(
              new WatchOptions(PackagedFunctions.WATCH, Duration.ofSeconds(1), null),
              template.settings(),
              watchEnvironment(template, endpoints, resources),
              closing.add(StateFolder.open(null)).folder("watch"))) {
        assertThat(watch.awaitRun(Duration.ofMinutes(2))).isTrue();
        assertThat(watch.failures()).isZero();
      }
      assertThat(seen(services.metrics()))
          .contains(
              new MetricShape("InvocationLatency", Set.of("Agent")),
              new MetricShape("EstimatedCost", Set.of("Agent")),
              new MetricShape("InvocationErrors", Set.of("Agent")),
              new MetricShape("WatchHeartbeat", Set.of()),
              new MetricShape("LimitsBreached", Set.of()))
          .as("tokens and totals are not sent unless asked for")
          .doesNotContain(
              new MetricShape("InputTokenCount", Set.of("Agent")),
              new MetricShape("EstimatedCost", Set.of()));
    }
  }

  /** The other two are sent when an agent is silent, and when a notice cannot be sent. */
  @Test
  void alarmMetrics_ofTheTemplate_areThoseOfTheWatchFunction() {
    assertThat(new DeployedTemplate().alarmMetrics())
        .containsOnlyKeys(
            new MetricShape("WatchHeartbeat", Set.of()),
            new MetricShape("NoticesFailed", Set.of()),
            new MetricShape("LimitsBreached", Set.of()),
            new MetricShape("AgentsOverdue", Set.of()));
  }

  /** The template's, with the configuration itself in place of the layer with its limits. */
  private static Map<String, String> watchEnvironment(
      DeployedTemplate template, ServiceEndpoints endpoints, PipelineResources resources) {
    Map<String, String> environment = new HashMap<>(endpoints.environment());
    environment.putAll(template.watchEnvironment(resources));
    environment.put("TRACEQUEUE_LIMITS_FILE", LIMITS.toAbsolutePath().toString());
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
        .filter(key -> key.namespace().equals("Tracequeue/prod"))
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
