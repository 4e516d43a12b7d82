// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.client.LoopbackSqs.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Prompt text with a canary in it, and all that leaves a client which hashes at the source. */
final class CanaryTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String CANARY = "canary-7f3a";

  private final LoopbackSqs sqs = LoopbackSqs.start();
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final Logger root = Logger.getLogger("");
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          log.add(line.getMessage() + line.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    handler.setLevel(Level.ALL);
    root.addHandler(handler);
  }

  @AfterEach
  void stop() {
    root.removeHandler(handler);
    sqs.close();
  }

  @Test
  void hashPrompts_anyFate_textNeverLeaves() {
    sqs.always(
        bodies ->
            switch (sqs.requests().size()) {
              case 1 -> Reply.error(400, "InvalidMessageContents");
              case 2 -> Reply.error(403, "AccessDenied");
              default -> Reply.ok();
            });
    TraceClient client = builder().hashPrompts().deliveryTimeout(Duration.ofMillis(200)).build();
    for (int i = 0; i < 100; i++) {
      client.record(event(i));
      client.record(TraceEvent.builder("?!", "m").promptPreview(CANARY).build());
      if (i < 3) {
        client.flush(LONG);
      }
    }
    client.flush(LONG);
    client.close(LONG);

    String sent = sqs.requests().toString();
    assertThat(sent).contains(PromptHash.plain().of(prompt())).doesNotContain(CANARY);
    assertThat(log).isNotEmpty().noneMatch(line -> line.contains(CANARY));
    assertThat(event(1).toString()).doesNotContain(CANARY);
  }

  @Test
  void hashPrompts_withAKey_isTheKeyedHashOnly() {
    byte[] key = "correct horse".getBytes(StandardCharsets.UTF_8);
    try (TraceClient client = builder().hashPrompts(key).build()) {
      client.record(event(1));
      assertThat(client.flush(LONG)).isTrue();
    }

    assertThat(sqs.requests().toString())
        .contains(PromptHash.keyed(key).of(prompt()))
        .doesNotContain(PromptHash.plain().of(prompt()))
        .doesNotContain(CANARY);
  }

  @Test
  void previews_withoutTheOption_areSent() {
    try (TraceClient client = builder().build()) {
      client.record(event(1));
      assertThat(client.flush(LONG)).isTrue();
    }

    // The test above would see the canary if it were there.
    assertThat(sqs.requests().toString()).contains(CANARY);
  }

  private TraceClient.Builder builder() {
    return TraceClient.builder(sqs.queueUrl()).linger(Duration.ofMillis(5));
  }

  private static TraceEvent event(int number) {
    return Events.builder(number).promptPreview(prompt()).build();
  }

  private static String prompt() {
    return "What does the " + CANARY + " say?";
  }
}
