// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RunTest {
  private final ScriptedSender sender = new ScriptedSender();
  private final TraceClient client = LiveClient.of(sender).client;

  @AfterEach
  void stop() {
    client.close();
  }

  @Test
  void call_inARun_isTimedNumberedAndLinked() throws Exception {
    String runId;
    TraceContext context;
    try (Run run = client.startRun("cto")) {
      runId = run.runId();
      context = run.context();
      for (int i = 0; i < 2; i++) {
        String answer =
            run.call(
                "claude-sonnet-4-5",
                () -> "yes",
                (event, response) -> event.inputTokens(7).outputTokens(response.length()));
        assertThat(answer).isEqualTo("yes");
      }
      run.succeed("two calls");
    }
    List<JsonNode> events = events();

    assertThat(events).hasSize(4);
    assertThat(events.get(0).get("status").asText()).isEqualTo("running");
    for (int i = 1; i <= 2; i++) {
      JsonNode call = events.get(i);
      assertThat(call.get("run_id").asText()).isEqualTo(runId);
      assertThat(call.get("trace_id").asText()).isEqualTo(context.traceId());
      assertThat(call.get("parent_span_id").asText()).isEqualTo(context.spanId());
      assertThat(call.get("tags").get("call").asInt()).isEqualTo(i);
      assertThat(call.get("output_tokens").asInt()).isEqualTo(3);
      assertThat(call.get("latency_ms").asInt()).isBetween(0, 10_000);
    }
    JsonNode end = events.get(3);
    assertThat(end.get("type").asText()).isEqualTo("run");
    assertThat(end.get("run_id").asText()).isEqualTo(runId);
    assertThat(end.get("status").asText()).isEqualTo("succeeded");
    assertThat(end.get("summary").asText()).isEqualTo("two calls");
    assertThat(end.get("started_at")).isEqualTo(events.get(0).get("started_at"));
  }

  @Test
  void call_modelThrows_isRecordedAsAnErrorAndFailsTheRun() {
    assertThatThrownBy(
            () -> {
              try (Run run = client.startRun("cto")) {
                run.call(
                    "claude",
                    () -> {
                      throw new IOException("the model's own");
                    },
                    (event, response) -> {});
              }
            })
        .isInstanceOf(IOException.class);
    List<JsonNode> events = events();

    assertThat(events).hasSize(3);
    assertThat(events.get(1).get("status").asText()).isEqualTo("error");
    assertThat(events.get(1).get("error_type").asText()).isEqualTo("java.io.IOException");
    assertThat(events.get(2).get("status").asText()).isEqualTo("failed");
  }

  static Stream<Throwable> anything() {
    return Stream.of(
        new IllegalStateException("the description's own"),
        new IOException("the description's own"),
        new AssertionError("the description's own"),
        new OutOfMemoryError("the description's own"),
        new InterruptedException("the description's own"));
  }

  @ParameterizedTest
  @MethodSource("anything")
  void call_descriptionThrowsAnything_answersAndMarksTheEvent(Throwable thrown) throws Exception {
    Run run = client.startRun("cto");
    String answer =
        run.call(
            "claude",
            () -> "yes",
            (event, response) -> {
              event.inputTokens(5);
              RunTest.<RuntimeException>sneakyThrow(thrown);
            });

    assertThat(answer).isEqualTo("yes");
    assertThat(Thread.interrupted()).isEqualTo(thrown instanceof InterruptedException);
    JsonNode call = events().get(1);
    assertThat(call.get("input_tokens").asInt()).isEqualTo(5);
    assertThat(call.get("status").asText()).isEqualTo("error");
    assertThat(call.get("error_type").asText())
        .isEqualTo("describe: " + thrown.getClass().getName());
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void sneakyThrow(Throwable t) throws T {
    throw (T) t;
  }

  @Test
  void startRun_belowAnother_isInItsTrace() {
    Run parent = client.startRun("cto");
    Run child = parent.startRun("reviewer");
    child.close();
    TraceContext remote = TraceContext.fromHeaders(parent.traceparent(), null);
    Run elsewhere = client.startRun("writer", remote);

    assertThat(child.context().traceId()).isEqualTo(parent.context().traceId());
    assertThat(elsewhere.context().traceId()).isEqualTo(parent.context().traceId());
    assertThat(elsewhere.context().parentSpanId()).isEqualTo(parent.context().spanId());
    assertThat(events().get(1).get("parent_run_id").asText()).isEqualTo(parent.runId());
  }

  @Test
  void close_afterTheEnd_countsOnce() {
    try (Run run = client.startRun("cto")) {
      run.fail("no answer");
      run.succeed("too late");
    }

    assertThat(events())
        .extracting(e -> e.get("status").asText())
        .containsExactly("running", "failed");
  }

  private List<JsonNode> events() {
    assertThat(client.flush(Duration.ofSeconds(30))).isTrue();
    var events = new ArrayList<JsonNode>();
    var contract = new Contract();
    for (String body : sender.acknowledged()) {
      assertThat(contract.errors(body)).isEmpty();
      Contract.json(body).get("events").forEach(events::add);
    }
    return events;
  }
}
