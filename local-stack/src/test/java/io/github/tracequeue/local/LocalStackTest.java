// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

  @Test
  void start_portInUse_saysWhichAndLeavesNothingBehind() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, Ports.loopback(0).getAddress())) {
      int base = taken.getLocalPort() - 2;

      for (int attempt = 0; attempt < 2; attempt++) {
        assertThatThrownBy(() -> LocalStack.start(LocalStackOptions.defaults().withPort(base)))
            .isInstanceOf(LocalStackException.class)
            .hasMessage("port %d, needed for CloudWatch, is in use by another program", base + 2);
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

  private static void send(SqsClient sqs, LocalStack stack, String body) {
    sqs.sendMessage(request -> request.queueUrl(stack.resources().eventsUrl()).messageBody(body));
  }
}
