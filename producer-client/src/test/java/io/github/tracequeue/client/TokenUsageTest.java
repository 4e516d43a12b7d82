// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenUsageTest {

  /** The numbers of a usage vector, by the factory of its provider. */
  static Stream<Arguments> factories() {
    return Stream.of(
        Arguments.of(
            "anthropic-cache-write-5m-and-1h",
            TokenUsage.anthropic(2048, 503)
                .cacheReadInputTokens(1800)
                .cacheCreationInputTokens(248)
                .ephemeral5mInputTokens(148)
                .ephemeral1hInputTokens(100)
                .build()),
        Arguments.of(
            "anthropic-cache-write-without-split",
            TokenUsage.anthropic(9L, 4L).cacheCreationInputTokens(17_102L).build()),
        Arguments.of(
            "anthropic-web-fetch",
            TokenUsage.anthropic(25_039, 931).webSearchRequests(2).webFetchRequests(1).build()),
        Arguments.of(
            "anthropic-thinking-inside-output",
            TokenUsage.anthropic(1200, 4096).thinkingTokens(3500).serviceTier("standard").build()),
        Arguments.of(
            "anthropic-fast-mode",
            TokenUsage.anthropic(1000, 200).speed("fast").serviceTier("standard").build()),
        Arguments.of(
            "anthropic-inference-geo-us",
            TokenUsage.anthropic(1000, 200)
                .serviceTier("standard")
                .speed("standard")
                .inferenceGeo("us")
                .build()),
        Arguments.of(
            "bedrock-converse-cache-details",
            TokenUsage.bedrockConverse(100, 350)
                .cacheReadInputTokens(4000)
                .cacheWriteInputTokens(5000)
                .cacheDetail("1h", 3000)
                .cacheDetail("5m", 2000)
                .build()),
        Arguments.of(
            "bedrock-converse-priority",
            TokenUsage.bedrockConverse(1000, 100)
                .latency("standard")
                .serviceTier("priority")
                .build()),
        Arguments.of(
            "bedrock-converse-latency-optimized",
            TokenUsage.bedrockConverse(1000, 100).latency("optimized").build()),
        Arguments.of(
            "openai-responses-cache-write-details",
            TokenUsage.openAi(8000, 400)
                .cachedTokens(6000)
                .cacheWriteTokens(1500)
                .ttl30mTokens(500)
                .ttl12hTokens(1000)
                .build()),
        Arguments.of(
            "openai-realtime-cached-audio",
            TokenUsage.openAi(1200, 300)
                .cachedTokens(896)
                .inputAudioTokens(800)
                .cachedAudioTokens(512)
                .outputAudioTokens(240)
                .build()),
        Arguments.of(
            "openai-responses-tools",
            TokenUsage.openAi(9000, 600)
                .reasoningTokens(250)
                .webSearches(2)
                .fileSearches(1)
                .serviceTier("default")
                .build()),
        Arguments.of("openai-embeddings", TokenUsage.openAi(8000, null).build()),
        Arguments.of(
            "gemini-tool-use-prompt",
            TokenUsage.gemini(27, 45)
                .thoughtsTokenCount(31)
                .toolUsePromptTokenCount(10_309)
                .build()),
        Arguments.of(
            "gemini-audio-cached",
            TokenUsage.gemini(20_000, 100)
                .cachedContentTokenCount(16_000)
                .promptAudioTokens(18_000)
                .cachedAudioTokens(15_000)
                .build()),
        Arguments.of(
            "gemini-thoughts-without-candidates",
            TokenUsage.gemini(12, null).thoughtsTokenCount(500).build()),
        Arguments.of("gemini-flex", TokenUsage.gemini(1000, 200).serviceTier("FLEX").build()),
        Arguments.of(
            "gemini-grounding-by-query",
            TokenUsage.gemini(10, 60).thoughtsTokenCount(40).googleSearches(2).build()),
        Arguments.of(
            "vertex-priority",
            TokenUsage.gemini(100, 50).trafficType("ON_DEMAND_PRIORITY").build()),
        Arguments.of(
            "xai-chat-reasoning-beside-output",
            TokenUsage.xAi(32, 9).cachedTokens(6).reasoningTokens(310).totalTokens(351).build()),
        Arguments.of(
            "xai-chat-without-total", TokenUsage.xAi(32, 500).reasoningTokens(310).build()),
        Arguments.of(
            "xai-responses-tools",
            TokenUsage.xAi(20_872, 4872)
                .cachedTokens(9920)
                .totalTokens(25_744)
                .serverSideTool("x_search", 7)
                .costInUsdTicks(628_540_000)
                .build()));
  }

  @ParameterizedTest
  @MethodSource("factories")
  void build_numbersOfAVector_isAsItsJson(String vector, TokenUsage usage) {
    assertThat(Contract.tree(usage.fields())).isEqualTo(Contract.usageVector(vector).get("mapped"));
  }

  @Test
  void build_nullsOfAnSdk_areLeftOut() {
    Integer none = null;

    assertThat(TokenUsage.bedrockConverse(none, 5).build().isKnown()).isFalse();
    assertThat(
            TokenUsage.bedrockConverse(4, 5)
                .cacheReadInputTokens(none)
                .cacheWriteInputTokens(none)
                .cacheDetail(null, none)
                .serviceTier(null)
                .latency(null)
                .build()
                .fields())
        .isEqualTo(
            Map.of("input_tokens", 4L, "output_tokens", 5L, "usage_convention", "exclusive"));
    assertThat(TokenUsage.gemini(none, none).build().isKnown()).isFalse();
    assertThat(TokenUsage.xAi(none, 5).reasoningTokens(none).costInUsdTicks(none).build().isKnown())
        .isFalse();
    assertThat(TokenUsage.openAi(none, none).build().fields()).isEmpty();
  }

  @Test
  void build_negativeNumbers_areLeftOut() {
    assertThat(TokenUsage.of(-1, 5).isKnown()).isFalse();
    assertThat(TokenUsage.plain(4, 5).cacheReadTokens(-1).toolRequests("web_search", -1).build())
        .isEqualTo(TokenUsage.of(4, 5));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{",
        "12",
        "not JSON",
        "{\"usage\": []}",
        "{\"usage\": {\"usage\": {\"prompt_tokens\": 1}}}",
        "{\"prompt_tokens\": 1e400, \"completion_tokens\": 2}",
        "{\"prompt_tokens\": 99999999999999999999, \"completion_tokens\": 2}",
        "{\"input_tokens\": {}, \"output_tokens\": 2}"
      })
  void fromJson_nothingToRead_isUnknown(String json) {
    assertThat(TokenUsage.fromJson("openai", json)).isEqualTo(TokenUsage.UNKNOWN);
    assertThat(TokenUsage.fromJson(null, json).isKnown()).isFalse();
  }

  @Test
  void fromJson_null_isUnknown() {
    assertThat(TokenUsage.fromJson(null, null).isKnown()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"usage\":", "{\"response\":"})
  void fromJson_nestedWithoutEnd_isUnknown(String opening) {
    assertThat(TokenUsage.fromJson("openai", opening.repeat(100_000)).isKnown()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999999999", "-0.5", "\"free\"", "{}"})
  @Timeout(5)
  void fromJson_absurdCost_isLeftOut(String cost) {
    String json =
        """
        {"prompt_tokens": 1, "completion_tokens": 2, "is_byok": true, "cost": %s,
         "cost_details": {"upstream_inference_cost": 0.5}}"""
            .replace("%s", cost);

    assertThat(TokenUsage.fromJson("openrouter", json).fields()).doesNotContainKey("cost_usd");
  }

  @Test
  void fromJson_providerInUpperCase_isTheSame() {
    String json = "{\"prompt_tokens\": 5, \"completion_tokens\": 9, \"total_tokens\": 20}";

    assertThat(TokenUsage.fromJson("GCP.Gemini", json))
        .isEqualTo(TokenUsage.fromJson("gcp.gemini", json))
        .isNotEqualTo(TokenUsage.fromJson("openai", json));
  }

  static IntStream seeds() {
    return IntStream.range(0, 40);
  }

  /** Vectors with pieces removed, doubled and replaced, as a provider may send them one day. */
  @ParameterizedTest
  @MethodSource("seeds")
  void fromJson_damagedVector_neverThrows(int seed) {
    var random = new Random(seed);
    List<String> pieces = List.of("{", "}", "[", "null", "-1", "\"\"", "1e9", ",", ":", "\ud800");
    for (var vector : Contract.usageVectors()) {
      var json = new StringBuilder(vector.get("raw").toString());
      for (int i = random.nextInt(3); i >= 0; i--) {
        int from = random.nextInt(json.length());
        int to = Math.min(json.length(), from + random.nextInt(8));
        json.replace(from, to, pieces.get(random.nextInt(pieces.size())));
      }
      TokenUsage usage = TokenUsage.fromJson("x_ai", json.toString());

      assertThat(usage.isKnown()).isEqualTo(usage.fields().containsKey("input_tokens"));
      assertThat(usage.fields().values())
          .allMatch(value -> !(value instanceof Long count) || count >= 0);
      assertThat(Contract.json(EventEncoderTest.encoded(Events.builder(1).usage(usage).build())))
          .isNotNull();
    }
  }

  @Test
  void usage_unknown_keepsWhatTheEventHas() {
    TraceEvent event =
        Events.builder(7).usage(TokenUsage.fromJson("openai", "{}")).usage(null).build();

    assertThat(event.inputTokens()).isEqualTo(7);
    assertThat(event.outputTokens()).isEqualTo(2);
    assertThat(event.problem).isNull();
  }

  @Test
  void usage_setterAfterIt_replacesTheField() {
    TraceEvent event =
        Events.builder(7)
            .usage(
                TokenUsage.anthropic(10, 20).cacheReadInputTokens(30).serviceTier("batch").build())
            .cacheReadTokens(40)
            .serviceTier("standard")
            .build();

    assertThat(event.inputTokens()).isEqualTo(10);
    assertThat(event.cacheReadTokens()).isEqualTo(40);
    assertThat(event.serviceTier()).isEqualTo("standard");
    assertThat(event.usageConvention()).isEqualTo(UsageConvention.EXCLUSIVE);
  }

  @Test
  void usage_ofTheNextCall_leavesNothingOfTheLastOne() {
    TraceEvent.Builder builder = Events.builder(7);
    builder.usage(TokenUsage.plain(10, 20).cacheReadTokens(5).inputAudioTokens(3).build()).build();

    TraceEvent next = builder.usage(TokenUsage.of(1, 2)).build();

    assertThat(next.cacheReadTokens()).isNull();
    assertThat(Contract.json(EventEncoderTest.encoded(next)).has("input_audio_tokens")).isFalse();
  }

  @Test
  void usage_inputBeyondTheContract_isInvalid() {
    assertThat(Events.builder(7).usage(TokenUsage.of(Long.MAX_VALUE, 2)).build().problem)
        .startsWith("input_tokens");
  }

  @Test
  void equals_sameFields_areEqual() {
    TokenUsage usage = TokenUsage.plain(1, 2).costUsd(new BigDecimal("0.5")).batch(true).build();

    assertThat(usage)
        .isEqualTo(TokenUsage.plain(1L, 2L).costUsd(new BigDecimal("0.5")).batch(true).build())
        .hasSameHashCodeAs(
            TokenUsage.plain(1L, 2L).costUsd(new BigDecimal("0.5")).batch(true).build())
        .isNotEqualTo(TokenUsage.of(1, 2))
        .hasToString("TokenUsage{input_tokens=1, output_tokens=2, cost_usd=0.5, batch=true}");
  }
}
