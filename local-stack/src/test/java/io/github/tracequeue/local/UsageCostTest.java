// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.client.TokenUsage;
import io.github.tracequeue.pricing.Cost;
import io.github.tracequeue.pricing.PriceBook;
import io.github.tracequeue.pricing.Usage;
import io.github.tracequeue.testkit.contract.ContractSamples;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * From a provider's usage to its cost: {@link TokenUsage} on one side, the price book on the other.
 */
final class UsageCostTest {
  private static final PriceBook BOOK = PriceBook.bundled();

  /** Vectors that the bundled book cannot price yet, by what it lacks. */
  private static final Set<String> NEED_ANOTHER_BOOK =
      Set.of(
          // prices of tools
          "anthropic-web-search",
          "anthropic-web-fetch",
          "anthropic-stream-message-delta",
          "gemini-grounding-by-prompt",
          "gemini-grounding-by-query",
          "gemini-interactions",
          "litellm-web-search",
          "openai-responses-tools",
          // prices by geography, of Europe, of cached reads in batch, of long prompts, of a tier
          "anthropic-inference-geo-us",
          "bedrock-converse-europe",
          "gemini-cached-batch",
          "openai-responses-long-prompt",
          "openai-responses-priority",
          // prices of audio
          "gemini-audio-cached",
          "gemini-audio-input",
          "gemini-live-audio",
          "openai-chat-audio",
          "openai-realtime",
          "openai-realtime-cached-audio",
          "openai-transcription",
          // embeddings
          "azure-embeddings",
          "bedrock-invoke-titan-embeddings",
          "cohere-embed",
          "gemini-embeddings",
          "openai-embeddings",
          // providers and models
          "azure-chat",
          "azure-claude",
          "azure-responses",
          "bedrock-invoke-titan-text",
          "cohere-chat",
          "cohere-chat-stream",
          "groq-chat",
          "groq-chat-cached",
          "groq-chat-stream",
          "mistral-chat",
          "openrouter-cached",
          "together-chat",
          "vertex-claude",
          "vertex-grok-reasoning-beside-output",
          "vertex-on-demand",
          "vertex-priority",
          "xai-chat-cached",
          "xai-chat-reasoning-beside-output",
          "xai-chat-reasoning-inside-total",
          "xai-chat-without-total",
          "xai-responses-attempted-tools",
          "xai-responses-tools-priced",
          "xai-sdk");

  static Stream<Named<JsonNode>> priced() {
    return named(vector -> vector.get("cost").has("prices"));
  }

  static Stream<Named<JsonNode>> withoutPrice() {
    return named(vector -> vector.get("cost").isNull() && !vector.get("mapped").isNull());
  }

  private static Stream<Named<JsonNode>> named(Predicate<JsonNode> condition) {
    return ContractSamples.usageVectors().stream()
        .filter(condition)
        .map(vector -> Named.of(vector.get("name").asText(), vector));
  }

  @ParameterizedTest
  @MethodSource("priced")
  void price_usageOfTheProvider_isTheCostByHand(JsonNode vector) {
    Cost cost = BOOK.price(usage(vector));

    boolean isByHand =
        cost instanceof Cost.Priced priced
            && priced.usd().compareTo(new BigDecimal(vector.get("cost").get("usd").asText())) == 0;
    assertThat(isByHand)
        .as("%s", cost)
        .isEqualTo(!NEED_ANOTHER_BOOK.contains(vector.get("name").asText()));
  }

  @ParameterizedTest
  @MethodSource("withoutPrice")
  void price_nothingKnown_isUnpriced(JsonNode vector) {
    assertThat(BOOK.price(usage(vector))).isInstanceOf(Cost.Unpriced.class);
  }

  private static Map<String, Object> mapped(JsonNode vector) {
    return TokenUsage.fromJson(vector.get("provider").asText(), vector.get("raw").toString())
        .fields();
  }

  private static Usage usage(JsonNode vector) {
    Map<String, Object> fields = mapped(vector);
    return new Usage(
        vector.get("provider").asText(),
        vector.get("model").asText(),
        Instant.parse(vector.get("at").asText()),
        tokens(fields, "input_tokens"),
        tokens(fields, "output_tokens"),
        tokens(fields, "cache_read_tokens"),
        tokens(fields, "cache_write_5m_tokens"),
        tokens(fields, "cache_write_1h_tokens"),
        "inclusive".equals(fields.get("usage_convention")),
        fields.containsKey("batch") || vector.path("call").path("batch").asBoolean(),
        (String) fields.get("service_tier"));
  }

  private static long tokens(Map<String, Object> fields, String name) {
    return (Long) fields.getOrDefault(name, 0L);
  }
}
