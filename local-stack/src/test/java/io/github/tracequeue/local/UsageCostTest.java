// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.client.TokenUsage;
import io.github.tracequeue.pricing.Cost;
import io.github.tracequeue.pricing.PriceBook;
import io.github.tracequeue.pricing.TokenCounts;
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

  /** Vectors that the bundled book cannot price: it has no prices of the tools of xAI. */
  private static final Set<String> NEED_ANOTHER_BOOK =
      Set.of("xai-responses-attempted-tools", "xai-responses-tools-priced", "xai-sdk");

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

  @SuppressWarnings("unchecked") // TokenUsage puts in no other types.
  private static Usage usage(JsonNode vector) {
    Map<String, Object> fields = mapped(vector);
    var counts =
        new TokenCounts(
            tokens(fields, "input_tokens"),
            tokens(fields, "output_tokens"),
            tokens(fields, "cache_read_tokens"),
            tokens(fields, "cache_write_5m_tokens"),
            tokens(fields, "cache_write_1h_tokens"),
            tokens(fields, "input_audio_tokens"),
            tokens(fields, "output_audio_tokens"),
            tokens(fields, "cache_read_audio_tokens"),
            "inclusive".equals(fields.get("usage_convention")));
    boolean batch = fields.containsKey("batch") || vector.path("call").path("batch").asBoolean();
    return new Usage(
        vector.get("provider").asText(),
        vector.get("model").asText(),
        Instant.parse(vector.get("at").asText()),
        counts,
        (Map<String, Long>) fields.getOrDefault("tool_requests", Map.of()),
        new Usage.Service(
            batch, (String) fields.get("service_tier"), (String) fields.get("inference_geo")));
  }

  private static long tokens(Map<String, Object> fields, String name) {
    return (Long) fields.getOrDefault(name, 0L);
  }
}
