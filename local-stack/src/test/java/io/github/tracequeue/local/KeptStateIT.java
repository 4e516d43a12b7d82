// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.client.TraceClient;
import io.github.tracequeue.client.TraceEvent;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@Timeout(value = 3, unit = TimeUnit.MINUTES)
@EnabledIfSystemProperty(named = "long.tests", matches = "true", disabledReason = "takes long")
final class KeptStateIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @BeforeAll
  static void requireTheConsumer() {
    assertThat(PackagedFunctions.CONSUMER).as("mvn package makes it").exists();
  }

  @Test
  void start_keptFolder_tableMetricsAndWaitingMessagesAreThere(@TempDir Path folder)
      throws Exception {
    LocalStackOptions services = LocalStackOptions.defaults().withKeep(folder);
    LocalStackOptions all = services.withConsumer(PackagedFunctions.CONSUMER);
    try (LocalStack stack = LocalStack.start(all)) {
      record(stack, 10);
      assertThat(stack.awaitIdle(PATIENCE)).isTrue();
      assertInputTokens(stack, 10, 1);
    }
    try (LocalStack stack = LocalStack.start(services)) {
      assertInputTokens(stack, 10, 1);
      // Nobody is there to take it.
      record(stack, 7);
    }
    try (LocalStack stack = LocalStack.start(all)) {
      assertThat(stack.awaitIdle(PATIENCE)).isTrue();
      assertInputTokens(stack, 17, 2);
    }
    try (LocalStack stack = LocalStack.start(services)) {
      assertInputTokens(stack, 17, 2);
    }
  }

  @Test
  void process_killed_itsFunctionsEndAndItsStateIsKept(@TempDir Path folder) throws Exception {
    Process process =
        JavaProcess.of(KeptStack.class, folder.toString(), PackagedFunctions.CONSUMER.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    URI sqs = URI.create(requireNonNull(output.readLine()));
    ServiceEndpoints endpoints = new ServiceEndpoints(sqs, sqs, sqs, sqs, "local");
    String queue = sqs + "/" + ServiceEndpoints.ACCOUNT + "/tracequeue-events";
    try (TraceClient client = TraceClient.builder(queue).sqsClient(endpoints::sqsClient).build()) {
      send(client, 5);
    }
    assertThat(output.readLine()).isEqualTo("stored");
    List<ProcessHandle> functions = process.children().toList();
    assertThat(functions).isNotEmpty();

    process.destroyForcibly().waitFor();
    for (ProcessHandle function : functions) {
      assertThat(function.onExit().get(20, TimeUnit.SECONDS).isAlive()).isFalse();
    }
    try (LocalStack stack = LocalStack.start(LocalStackOptions.defaults().withKeep(folder))) {
      assertInputTokens(stack, 5, 1);
    }
  }

  private static void record(LocalStack stack, long inputTokens) {
    try (TraceClient client =
        TraceClient.builder(stack.resources().eventsUrl())
            .sqsClient(() -> stack.endpoints().sqsClient())
            .build()) {
      send(client, inputTokens);
    }
  }

  private static void send(TraceClient client, long inputTokens) {
    TraceEvent event =
        TraceEvent.builder("cto", "m")
            .inputTokens(inputTokens)
            .outputTokens(1)
            .latencyMillis(2)
            .build();
    assertThat(client.record(event)).isTrue();
    assertThat(client.flush(PATIENCE)).isTrue();
  }

  private static void assertInputTokens(LocalStack stack, int sum, int items) {
    assertThat(stack.metrics().sum("Tracequeue/local", "InputTokenCount", Set.of("Agent")))
        .isEqualByComparingTo(Integer.toString(sum));
    try (DynamoDbClient dynamoDb = stack.endpoints().dynamoDbClient()) {
      List<StoredItem> stored = StoredItem.scan(dynamoDb, stack.resources().table());
      assertThat(stored).hasSize(items);
      assertThat(stored.stream().mapToInt(item -> item.number("input_tokens").intValue()).sum())
          .isEqualTo(sum);
    }
  }

  /** A stack with a kept folder: prints where SQS is, and that it has dealt with a message. */
  static final class KeptStack {

    private KeptStack() {}

    public static void main(String[] arguments) throws InterruptedException {
      LocalStack stack =
          LocalStack.start(
              LocalStackOptions.defaults()
                  .withKeep(Path.of(arguments[0]))
                  .withConsumer(Path.of(arguments[1]))
                  .withFreezing(true));
      System.out.println(stack.endpoints().sqs());
      while (stack.counts().deleted() == 0) {
        Thread.onSpinWait();
      }
      System.out.println("stored");
      Thread.currentThread().join();
    }
  }
}
