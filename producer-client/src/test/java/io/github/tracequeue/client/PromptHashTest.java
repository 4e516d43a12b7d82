// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract's golden vectors, which the consumer's tests read too. */
final class PromptHashTest {
  static Stream<Arguments> hashes() {
    return Contract.vectors("prompt-hash").stream().map(vector -> arguments(vector));
  }

  static Stream<Arguments> summaries() {
    return Contract.vectors("decision-summary").stream().map(vector -> arguments(vector));
  }

  @ParameterizedTest
  @MethodSource("hashes")
  void of_goldenPrompt_isTheGoldenHash(JsonNode vector) {
    String preview =
        Text.cut(vector.get("prompt").asText(), EventField.PROMPT_PREVIEW.maxCodePoints());
    byte[] key = vector.get("hmac_key_utf8").asText().getBytes(StandardCharsets.UTF_8);

    assertThat(preview).isEqualTo(vector.get("preview").asText());
    assertThat(PromptHash.plain().of(preview)).isEqualTo(vector.get("prompt_hash").asText());
    assertThat(PromptHash.keyed(key).of(preview))
        .isEqualTo(vector.get("prompt_hash_hmac").asText());
  }

  @ParameterizedTest
  @MethodSource("summaries")
  void cut_goldenSummary_isAsStored(JsonNode vector) {
    assertThat(
            Text.cut(
                vector.get("decision_summary").asText(),
                EventField.DECISION_SUMMARY.maxCodePoints()))
        .isEqualTo(vector.get("stored").asText());
  }
}
