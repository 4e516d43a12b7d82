// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tracequeue.testkit.LoopbackServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sqs.SqsClient;

final class LocalStackTest {

  @Test
  void start_withAFunction_runsEveryMessageThroughIt() throws Exception {
    try (LocalStack stack =
            LocalStack.start(
                LocalStackOptions.defaults()
                    .withSettings(Scripted.settings())
                    .withConsumer(Scripted.CODE));
        SqsClient sqs = stack.endpoints().sqsClient()) {
      for (int i = 0; i < 25; i++) {
        send(sqs, stack, "message " + i);
      }

      assertThat(stack.awaitIdle(Duration.ofSeconds(60))).isTrue();
      assertThat(stack.counts().received()).isEqualTo(25);
      assertThat(stack.counts().deleted()).isEqualTo(25);
      assertThat(stack.counts().failed()).isZero();
      assertThat(stack.functionLog()).content().contains("handled in");
    }
  }

  @ParameterizedTest
  @CsvSource({"0, SQS", "1, DynamoDB", "2, CloudWatch"})
  void start_portInUse_saysWhichAndLeavesNothingBehind(int offset, String service)
      throws Exception {
    int base = freePorts();
    try (ServerSocket taken = taken(base + offset)) {
      assertThat(taken.getLocalPort()).isEqualTo(base + offset);

      for (int attempt = 0; attempt < 2; attempt++) {
        assertThatThrownBy(() -> LocalStack.start(LocalStackOptions.defaults().withPort(base)))
            .isInstanceOf(LocalStackException.class)
            .hasMessage(
                "port %s, needed for %s, is in use by another program", base + offset, service);
      }
    }
  }

  @Test
  void start_folderOfARunningStack_saysSo(@TempDir Path folder) {
    LocalStackOptions options = LocalStackOptions.defaults().withKeep(folder);
    try (LocalStack first = LocalStack.start(options)) {
      assertThat(first.resources().table()).isEqualTo("tracequeue");

      assertThatThrownBy(() -> LocalStack.start(options))
          .isInstanceOf(LocalStackException.class)
          .hasMessage("the folder %s is in use by a running local stack", folder);
    }
  }

  @Test
  void environment_running_leadsSdksHereAndNamesTheResources() {
    try (LocalStack stack = LocalStack.start(LocalStackOptions.defaults())) {
      assertThat(stack.environment())
          .containsOnlyKeys(
              "AWS_ENDPOINT_URL_SQS",
              "AWS_ENDPOINT_URL_DYNAMODB",
              "AWS_ENDPOINT_URL_CLOUDWATCH",
              "AWS_ENDPOINT_URL_SNS",
              "AWS_REGION",
              "AWS_DEFAULT_REGION",
              "AWS_ACCESS_KEY_ID",
              "AWS_SECRET_ACCESS_KEY",
              "TRACEQUEUE_QUEUE_URL",
              "TRACEQUEUE_QUARANTINE_QUEUE_URL",
              "TRACEQUEUE_DEAD_LETTER_QUEUE_URL",
              "TRACEQUEUE_TABLE")
          .containsEntry("TRACEQUEUE_QUEUE_URL", stack.resources().eventsUrl())
          .containsEntry("TRACEQUEUE_TABLE", "tracequeue");
      assertThatThrownBy(() -> stack.awaitIdle(Duration.ZERO))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void options_outOfRange_refused() {
    LocalStackOptions options = LocalStackOptions.defaults();

    assertThatThrownBy(() -> options.withPort(65_533)).hasMessageContaining("0 to 65531");
    assertThatThrownBy(() -> options.withPort(-1)).hasMessageContaining("not -1");
    assertThatThrownBy(() -> options.withConcurrency(0)).hasMessageContaining("at least 1");
    assertThatThrownBy(() -> options.withBatchSize(0)).hasMessageContaining("at least 1");
  }

  /** The first of three free ports, below those that the kernel gives to connections. */
  private static int freePorts() {
    for (int base = 20_000; base < 32_000; base += 3) {
      if (isFree(base) && isFree(base + 1) && isFree(base + 2)) {
        return base;
      }
    }
    throw new AssertionError("no three ports are free");
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = taken(port)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private static ServerSocket taken(int port) throws IOException {
    return new ServerSocket(port, 1, LoopbackServer.address(port).getAddress());
  }

  private static void send(SqsClient sqs, LocalStack stack, String body) {
    sqs.sendMessage(request -> request.queueUrl(stack.resources().eventsUrl()).messageBody(body));
  }
}
