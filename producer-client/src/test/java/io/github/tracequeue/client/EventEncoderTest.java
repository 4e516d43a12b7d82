// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EventEncoderTest {
  private static final Contract CONTRACT = new Contract();
  private static final TraceContext SPAN =
      new TraceContext(
          "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", "00f067aa0ba902b8", true, "");

  static Stream<Event> events() {
    return Stream.of(
        minimal().build(),
        full().build(),
        full().promptHash("ca978112ca1bbdca").build(),
        full().promptHash("").build(),
        full().build().withoutText(PromptHash.plain()),
        full().usageConvention(UsageConvention.EXCLUSIVE).cacheReadTokens(1_000_000_000).build(),
        minimal().error(null).build(),
        minimal().costUsd(new BigDecimal("1E-1000000")).build(),
        minimal().costUsd(new BigDecimal("1E6")).build(),
        minimal().costUsd(new BigDecimal("0E+2147483647")).build(),
        minimal().promptPreview("\ud83d").decisionSummary("\ude00\uffff\u0000").build(),
        run(RunStatus.RUNNING).build(),
        run(RunStatus.SUCCEEDED).endedAt(Instant.parse("2026-11-23T10:00:01Z")).build(),
        run(RunStatus.FAILED).summary("漢字".repeat(300)).parentRunId("r-0").build());
  }

  @ParameterizedTest
  @MethodSource("events")
  void encode_anyEvent_isValidByTheSchema(Event event) {
    assertThat(event.problem).isNull();

    assertThat(CONTRACT.errors(encoded(event))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1E+1000000", "1E+2147483647", "1000000.000000000001", "-1E-1000000"})
  @Timeout(5)
  void encode_costOutOfRange_isSentAsGivenAtOnce(String cost) {
    assertThat(encoded(minimal().costUsd(new BigDecimal(cost)).build()))
        .contains("\"cost_usd\":" + cost);
  }

  @Test
  void encode_costOfManyDigits_isWeighedAndRounded() {
    TraceEvent event = minimal().costUsd(new BigDecimal("0." + "3".repeat(100_000))).build();

    // Its 332,000 bits.
    assertThat(event.heapBytes).isGreaterThan(41_000);
    assertThat(encoded(event)).contains("\"cost_usd\":0." + "3".repeat(34) + ",");
  }

  @Test
  void encode_fullEvent_hasEachFieldWithItsValue() {
    JsonNode event = Contract.json(encoded(full().build()));

    assertThat(event)
        .isEqualTo(
            Contract.json(
                """
                {"event_id": "018bcfe5-6800-7abc-8def-0123456789ab",
                 "timestamp": "2026-11-23T09:59:58.007Z", "agent_slug": "cto", "model": "claude",
                 "input_tokens": 101, "output_tokens": 102, "latency_ms": 103,
                 "provider": "aws.bedrock", "prompt_preview": "Why?", "decision_summary": "So.",
                 "run_id": "2026-11-23T09:00:00.000Z#1", "cost_usd": 0.0000000000015,
                 "trace_id": "4bf92f3577b34da6a3ce929d0e0e4736", "span_id": "00f067aa0ba902b7",
                 "parent_span_id": "00f067aa0ba902b8", "status": "error", "error_type": "Timeout",
                 "finish_reason": "end_turn", "operation": "chat", "service_tier": "standard",
                 "cache_read_tokens": 11, "cache_write_5m_tokens": 12, "cache_write_1h_tokens": 13,
                 "reasoning_tokens": 14, "usage_convention": "inclusive",
                 "time_to_first_token_ms": 15, "batch": true, "response_id": "msg_1",
                 "session_id": "s-1", "tags": {"team": "core", "n": "1"}}
                """));
  }

  @Test
  void encode_hashingAtTheSource_hasNoPromptText() {
    JsonNode event =
        Contract.json(encoded(minimal().promptPreview("a").build(), PromptHash.plain()));

    assertThat(event.has("prompt_preview")).isFalse();
    assertThat(event.get("prompt_hash").asText()).isEqualTo("ca978112ca1bbdca");
  }

  @Test
  void encode_noEventId_isUuidSevenOfTheTimestamp() {
    String id = Contract.json(encoded(minimal().build())).get("event_id").asText();

    UUID uuid = UUID.fromString(id);
    assertThat(uuid.version()).isEqualTo(7);
    assertThat(uuid.variant()).isEqualTo(2);
    assertThat(uuid.getMostSignificantBits() >>> 16)
        .isEqualTo(Instant.parse("2026-11-23T09:59:58.007Z").toEpochMilli());
  }

  private static TraceEvent.Builder minimal() {
    return TraceEvent.builder("cto", "claude")
        .timestamp(Instant.parse("2026-11-23T09:59:58.007Z"))
        .inputTokens(101)
        .outputTokens(102)
        .latencyMillis(103);
  }

  private static TraceEvent.Builder full() {
    return minimal()
        .eventId(UUID.fromString("018bcfe5-6800-7abc-8def-0123456789ab"))
        .provider("aws.bedrock")
        .promptPreview("Why?")
        .decisionSummary("So.")
        .runId("2026-11-23T09:00:00.000Z#1")
        .costUsd(new BigDecimal("0.0000000000015"))
        .traceContext(SPAN)
        .error("Timeout")
        .finishReason("end_turn")
        .operation("chat")
        .serviceTier("standard")
        .cacheReadTokens(11)
        .cacheWrite5mTokens(12)
        .cacheWrite1hTokens(13)
        .reasoningTokens(14)
        .usageConvention(UsageConvention.INCLUSIVE)
        .timeToFirstTokenMillis(15)
        .batch(true)
        .responseId("msg_1")
        .sessionId("s-1")
        .tag("team", "core")
        .tag("n", "0")
        .tag("n", "1");
  }

  private static RunEvent.Builder run(RunStatus status) {
    return RunEvent.builder("cto", "2026-11-23T10:00:00.000Z#1", status)
        .startedAt(Instant.parse("2026-11-23T10:00:00Z"))
        .traceContext(SPAN);
  }

  static JsonNode json(Event event) {
    return Contract.json(encoded(event));
  }

  static String encoded(Event event) {
    return encoded(event, null);
  }

  private static String encoded(Event event, @Nullable PromptHash hash) {
    var options =
        new Options(
            1, 1 << 20, Duration.ZERO, Duration.ofDays(1), Duration.ofSeconds(1), hash, false);
    return new EventEncoder(options)
        .encode(event, ProducerIdentity.create(new SplittableRandom(1)), new JsonBuffer(16));
  }
}
