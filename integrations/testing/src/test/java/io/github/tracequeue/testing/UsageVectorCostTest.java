// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.client.TokenUsage;
import io.github.tracequeue.client.TraceEvent;
import io.github.tracequeue.testkit.contract.ContractSamples;
import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The costs of {@link TraceAssert} are those that the contract's usage vectors have by hand. */
@ExtendWith(TraceRecording.class)
final class UsageVectorCostTest {
  /** Vectors that the bundled prices cannot price: they have no prices of the tools of xAI. */
  private static final Set<String> NEED_OTHER_PRICES =
      Set.of("xai-responses-attempted-tools", "xai-responses-tools-priced", "xai-sdk");

  static Stream<Named<JsonNode>> priced() {
    return named(vector -> !vector.get("cost").isNull() && !needsOtherPrices(vector));
  }

  static Stream<Named<JsonNode>> unpriced() {
    return named(
        vector ->
            !vector.get("mapped").isNull()
                && (vector.get("cost").isNull() || needsOtherPrices(vector)));
  }

  static Stream<Named<JsonNode>> unreadable() {
    return named(vector -> vector.get("mapped").isNull());
  }

  @ParameterizedTest
  @MethodSource("priced")
  void costs_vector_isTheCostByHand(JsonNode vector, RecordingTraceClient traces) {
    traces.record(event(vector));

    assertThat(traces).hasCalls(1).costs(vector.get("cost").get("usd").asText());
  }

  @ParameterizedTest
  @MethodSource("unpriced")
  void costs_vectorWithoutAPrice_fails(JsonNode vector, RecordingTraceClient traces) {
    traces.record(event(vector));

    assertThatThrownBy(() -> assertThat(traces).hasCalls(1).costBelow("1000000"))
        .hasMessageContaining("No price is known");
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void hasCalls_vectorWithoutUsage_fails(JsonNode vector, RecordingTraceClient traces) {
    traces.record(event(vector));

    assertThatThrownBy(() -> assertThat(traces).hasCalls(0)).hasMessageContaining("were refused");
  }

  private static boolean needsOtherPrices(JsonNode vector) {
    return NEED_OTHER_PRICES.contains(vector.get("name").asText());
  }

  private static Stream<Named<JsonNode>> named(Predicate<JsonNode> condition) {
    return ContractSamples.usageVectors().stream()
        .filter(condition)
        .map(vector -> Named.of(vector.get("name").asText(), vector));
  }

  private static TraceEvent event(JsonNode vector) {
    String provider = vector.get("provider").asText();
    TraceEvent.Builder event =
        TraceEvent.builder("cto", vector.get("model").asText())
            .timestamp(Instant.parse(vector.get("at").asText()))
            .provider(provider)
            .usage(TokenUsage.fromJson(provider, vector.get("raw").toString()));
    return vector.path("call").path("batch").asBoolean()
        ? event.batch(true).build()
        : event.build();
  }
}
