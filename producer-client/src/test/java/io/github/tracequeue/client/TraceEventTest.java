// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class TraceEventTest {
  @Test
  void build_eachValue_isReadBack() {
    UUID id = UUID.fromString("018bcfe5-6800-7abc-8def-0123456789ab");
    Instant start = Instant.parse("2026-11-23T09:59:58.007Z");
    TraceContext span = TraceContext.create().child();
    TraceEvent event =
        TraceEvent.builder("cto", "claude")
            .eventId(id)
            .timestamp(start)
            .inputTokens(1)
            .outputTokens(2)
            .cacheReadTokens(3)
            .cacheWrite5mTokens(4)
            .cacheWrite1hTokens(5)
            .reasoningTokens(6)
            .inputAudioTokens(7)
            .outputAudioTokens(8)
            .cacheReadAudioTokens(9)
            .usageConvention(UsageConvention.EXCLUSIVE)
            .toolRequests("web_search", 2)
            .costUsd(new BigDecimal("0.01"))
            .latencyMillis(10)
            .timeToFirstTokenMillis(11)
            .provider("anthropic")
            .serviceTier("priority")
            .batch(true)
            .inferenceGeo("us")
            .promptPreview("Why?")
            .decisionSummary("So.")
            .runId("r-1")
            .sessionId("s-1")
            .traceContext(span)
            .operation("chat")
            .error("Timeout")
            .errorMessage("took too long")
            .finishReason("end_turn")
            .responseId("msg_1")
            .tag("team", "core")
            .build();

    assertThat(event.problem).isNull();
    assertThat(event.eventId()).isEqualTo(id);
    assertThat(event.timestamp()).isEqualTo(start);
    assertThat(event.agentSlug()).isEqualTo("cto");
    assertThat(event.model()).isEqualTo("claude");
    assertThat(event.inputTokens()).isEqualTo(1);
    assertThat(event.outputTokens()).isEqualTo(2);
    assertThat(event.cacheReadTokens()).isEqualTo(3);
    assertThat(event.cacheWrite5mTokens()).isEqualTo(4);
    assertThat(event.cacheWrite1hTokens()).isEqualTo(5);
    assertThat(event.reasoningTokens()).isEqualTo(6);
    assertThat(event.inputAudioTokens()).isEqualTo(7);
    assertThat(event.outputAudioTokens()).isEqualTo(8);
    assertThat(event.cacheReadAudioTokens()).isEqualTo(9);
    assertThat(event.usageConvention()).isEqualTo(UsageConvention.EXCLUSIVE);
    assertThat(event.toolRequests()).isEqualTo(Map.of("web_search", 2L));
    assertThat(event.costUsd()).isEqualTo("0.01");
    assertThat(event.latencyMillis()).isEqualTo(10);
    assertThat(event.timeToFirstTokenMillis()).isEqualTo(11);
    assertThat(event.provider()).isEqualTo("anthropic");
    assertThat(event.serviceTier()).isEqualTo("priority");
    assertThat(event.isBatch()).isTrue();
    assertThat(event.inferenceGeo()).isEqualTo("us");
    assertThat(event.promptPreview()).isEqualTo("Why?");
    assertThat(event.promptHash()).isNull();
    assertThat(event.decisionSummary()).isEqualTo("So.");
    assertThat(event.runId()).isEqualTo("r-1");
    assertThat(event.sessionId()).isEqualTo("s-1");
    assertThat(event.traceId()).isEqualTo(span.traceId());
    assertThat(event.spanId()).isEqualTo(span.spanId());
    assertThat(event.parentSpanId()).isEqualTo(span.parentSpanId());
    assertThat(event.operation()).isEqualTo("chat");
    assertThat(event.isError()).isTrue();
    assertThat(event.errorType()).isEqualTo("Timeout");
    assertThat(event.errorMessage()).isEqualTo("took too long");
    assertThat(event.finishReason()).isEqualTo("end_turn");
    assertThat(event.responseId()).isEqualTo("msg_1");
    assertThat(event.tags()).isEqualTo(Map.of("team", "core"));
  }

  @Test
  void build_nothingGiven_isAbsent() {
    TraceEvent event = TraceEvent.builder(null, null).build();

    assertThat(event.agentSlug()).isEmpty();
    assertThat(event.model()).isEmpty();
    assertThat(event.inputTokens()).isNull();
    assertThat(event.provider()).isNull();
    assertThat(event.usageConvention()).isNull();
    assertThat(event.isBatch()).isFalse();
    assertThat(event.isError()).isFalse();
    assertThat(event.toolRequests()).isEmpty();
    assertThat(event.tags()).isEmpty();
  }

  @Test
  void build_builderUsedAgain_changesNoEarlierEvent() {
    TraceEvent.Builder builder = call("cto", "m", 1, 1).tag("n", "1").toolRequests("a", 1);
    TraceEvent first = builder.build();
    builder.tag("n", "2").tag("o", "3").toolRequests("a", 2).inputTokens(9).build();

    assertThat(first.tags()).isEqualTo(Map.of("n", "1"));
    assertThat(first.toolRequests()).isEqualTo(Map.of("a", 1L));
    assertThat(first.inputTokens()).isEqualTo(1);
  }

  static Stream<Arguments> rejected() {
    return Stream.of(
        Arguments.of(call(null, "m", 1, 1), "agent_slug is missing"),
        Arguments.of(call("", "m", 1, 1), "agent_slug is missing"),
        Arguments.of(call("漢字", "m", 1, 1), "agent_slug has no ASCII letter or digit"),
        Arguments.of(call("cto", null, 1, 1), "model is missing"),
        Arguments.of(call("cto", " \t\u007f", 1, 1), "model is missing"),
        Arguments.of(TraceEvent.builder("cto", "m").outputTokens(1), "input_tokens is missing"),
        Arguments.of(TraceEvent.builder("cto", "m").inputTokens(1), "output_tokens is missing"),
        Arguments.of(
            call("cto", "m", -1, 1), "input_tokens must be from 0 to 1000000000, but is -1"),
        Arguments.of(
            call("cto", "m", 1, 1_000_000_001),
            "output_tokens must be from 0 to 1000000000, but is 1000000001"));
  }

  @ParameterizedTest
  @MethodSource("rejected")
  void build_requiredFieldImpossible_isAProblemThatNamesIt(
      TraceEvent.Builder builder, String problem) {
    assertThat(builder.build().problem).isEqualTo(problem);
  }

  @Test
  void build_whatTheConsumerRepairs_isSentAsGiven() {
    TraceEvent.Builder builder =
        call("Finance Agent (EU)", " claude\n", 1, 2)
            .timestamp(Instant.parse("1999-12-31T23:59:59Z"))
            .provider("OpenAI")
            .latencyMillis(-5)
            .reasoningTokens(3)
            .cacheReadTokens(-1)
            .runId("")
            .promptHash("CA978112CA1BBDCA")
            .costUsd(new BigDecimal("-1"))
            .traceContext(TraceContext.create());
    for (int i = 0; i < 11; i++) {
      builder.tag("name " + i, "v");
    }
    TraceEvent event = builder.build();

    assertThat(event.problem).isNull();
    JsonNode json = EventEncoderTest.json(event);
    assertThat(json.get("agent_slug").asText()).isEqualTo("Finance Agent (EU)");
    assertThat(json.get("model").asText()).isEqualTo(" claude\n");
    assertThat(json.get("timestamp").asText()).isEqualTo("1999-12-31T23:59:59Z");
    assertThat(json.get("provider").asText()).isEqualTo("OpenAI");
    assertThat(json.get("latency_ms").asInt()).isEqualTo(-5);
    assertThat(json.get("reasoning_tokens").asInt()).isEqualTo(3);
    assertThat(json.get("cache_read_tokens").asInt()).isEqualTo(-1);
    assertThat(json.get("run_id").asText()).isEmpty();
    assertThat(json.get("prompt_hash").asText()).isEqualTo("CA978112CA1BBDCA");
    assertThat(json.get("cost_usd").asInt()).isEqualTo(-1);
    assertThat(json.get("tags")).hasSize(11);
  }

  @Test
  void build_extremeTimes_neverThrow() {
    for (Instant time : new Instant[] {Instant.MIN, Instant.MAX, Instant.EPOCH}) {
      TraceEvent event = call("cto", "m", 1, 1).timestamp(time).build();
      assertThat(EventEncoderTest.json(event).get("timestamp").asText()).isEqualTo(time.toString());
    }
    assertThat(call("cto", "m", 1, 1).latencyMillis(Long.MAX_VALUE).build().problem).isNull();
  }

  @Test
  void sendErrorMessages_isOffByDefault() {
    TraceEvent event =
        call("cto", "m", 1, 1).error("Refused").errorMessage("m".repeat(400)).build();

    assertThat(sent(event, false)).doesNotContain("mmm");
    assertThat(sent(event, true)).contains("\"error_message\":\"" + "m".repeat(300) + "\"");
  }

  private static String sent(TraceEvent event, boolean sendsErrorMessages) {
    var sender = new ScriptedSender();
    TraceClient.Builder builder = TraceClient.builder(sender);
    if (sendsErrorMessages) {
      builder.sendErrorMessages();
    }
    try (TraceClient client = builder.build()) {
      client.record(event);
      assertThat(client.flush(Duration.ofSeconds(30))).isTrue();
    }
    return String.join("", sender.acknowledged());
  }

  private static TraceEvent.Builder call(
      @Nullable String agent, @Nullable String model, long input, long output) {
    return TraceEvent.builder(agent, model).inputTokens(input).outputTokens(output);
  }
}
