// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.adapter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.client.MessageSender;
import io.github.tracequeue.client.SendFailure;
import io.github.tracequeue.client.SendResult;
import io.github.tracequeue.client.TraceClient;
import io.github.tracequeue.client.TraceEvent;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

final class SharedTraceClientTest {
  @Test
  void closeAtExit_eventsAreDelivered_printsNothing() {
    assertThat(printedAtExit(bodies -> SendResult.accepted())).isEmpty();
  }

  @Test
  void closeAtExit_eventsAreLost_printsTheirNumber() {
    var rejected = new SendFailure(SendFailure.Kind.REJECTED, "no");

    assertThat(printedAtExit(bodies -> SendResult.failed(rejected)))
        .contains("only 0 of 1 events were delivered");
  }

  private static String printedAtExit(MessageSender sender) {
    TraceClient client = TraceClient.builder(sender).build();
    client.record(
        TraceEvent.builder("cto", "claude-sonnet-5-5").inputTokens(1).outputTokens(1).build());
    var printed = new ByteArrayOutputStream();

    SharedTraceClient.closeAtExit(client, new PrintStream(printed, true, UTF_8));

    return printed.toString(UTF_8);
  }
}
