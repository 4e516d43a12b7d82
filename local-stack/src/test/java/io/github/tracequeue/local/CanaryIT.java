// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.client.TraceClient;
import io.github.tracequeue.client.TraceEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.SqsClient;

/** What is on the disk after good, bad and failing traffic, searched for what may not be there. */
final class CanaryIT {
  private static final String PROMPT = "canary-prompt-51c9";
  private static final String SUMMARY = "canary-summary-e07d";
  private static final String SECRET = "canary-secret-a83f";
  private static final String TOKEN = "canary-token-66b2";

  /** The queues hold what was sent until it is dealt with, prompts' previews with it. */
  private static final String QUEUES = "queues";

  @TempDir Path folder;

  @Test
  void disk_afterGoodBadAndFailingTraffic_holdsNoPromptAndNoSecret() throws Exception {
    LocalStackOptions options =
        LocalStackOptions.defaults()
            .withConsumer(PackagedFunctions.CONSUMER)
            .withKeep(folder)
            .withFunctionEnvironment(
                Map.of(
                    "AWS_SECRET_ACCESS_KEY",
                    SECRET,
                    "AWS_SESSION_TOKEN",
                    TOKEN,
                    // Nobody listens there: the consumer has a failure to report.
                    "AWS_ENDPOINT_URL_CLOUDWATCH",
                    "http://127.0.0.1:9"));
    String log;
    try (LocalStack stack = LocalStack.start(options)) {
      record(stack);
      send(stack, "{\"model\":7,\"prompt_preview\":\"" + PROMPT + "\"}");
      send(stack, "{\"prompt_preview\":\"" + PROMPT + "\" and no end");
      assertThat(stack.awaitIdle(Duration.ofSeconds(90))).isTrue();
      log = Files.readString(stack.functionLog());
    }

    assertThat(log).as("the failure was reported").contains("EventsStored");
    // The search finds what is there, so that it would find what may not be.
    assertThat(filesWith(SUMMARY)).isNotEmpty();
    assertThat(filesWith(PROMPT)).allMatch(name -> name.contains(QUEUES));
    assertThat(filesWith(SECRET)).isEmpty();
    assertThat(filesWith(TOKEN)).isEmpty();
  }

  private static void record(LocalStack stack) {
    TraceClient client =
        TraceClient.builder(stack.resources().eventsUrl())
            .sqsClient(() -> stack.endpoints().sqsClient())
            .build();
    client.record(
        TraceEvent.builder("canary", "claude-sonnet-5-5")
            .inputTokens(10)
            .outputTokens(5)
            .latencyMillis(20)
            .promptPreview(PROMPT)
            .decisionSummary(SUMMARY)
            .build());
    assertThat(client.close(Duration.ofSeconds(10))).isTrue();
  }

  private static void send(LocalStack stack, String body) {
    try (SqsClient sqs = stack.endpoints().sqsClient()) {
      sqs.sendMessage(request -> request.queueUrl(stack.resources().eventsUrl()).messageBody(body));
    }
  }

  /** Names, within the folder, of the files that hold a text. */
  private List<String> filesWith(String text) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> holds(file, text))
          .map(file -> folder.relativize(file).toString())
          .toList();
    }
  }

  private static boolean holds(Path file, String text) {
    try {
      return new String(Files.readAllBytes(file), ISO_8859_1).contains(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
