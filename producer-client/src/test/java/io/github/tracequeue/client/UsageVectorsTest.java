// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link TokenUsage#fromJson} against the contract's usage vectors. */
final class UsageVectorsTest {
  private static final Contract CONTRACT = new Contract();

  static Stream<Named<JsonNode>> vectors() {
    return Contract.usageVectors().stream()
        .map(vector -> Named.of(vector.get("name").asText(), vector));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void fromJson_vector_isMapped(JsonNode vector) {
    TokenUsage usage = read(vector);

    assertThat(usage.isKnown()).isEqualTo(!vector.get("mapped").isNull());
    assertThat(Contract.tree(usage.fields()))
        .isEqualTo(usage.isKnown() ? vector.get("mapped") : Contract.json("{}"));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void usage_vector_isInTheEvent(JsonNode vector) {
    TraceEvent.Builder builder = TraceEvent.builder("cto", "claude").latencyMillis(1);
    TraceEvent event = builder.usage(read(vector)).build();

    if (vector.get("mapped").isNull()) {
      assertThat(event.problem).isEqualTo("input_tokens is missing");
      return;
    }
    assertThat(event.problem).isNull();
    String encoded = EventEncoderTest.encoded(event);
    assertThat(CONTRACT.errors(encoded)).isEmpty();
    JsonNode json = Contract.json(encoded);
    vector
        .get("mapped")
        .properties()
        .forEach(field -> assertThat(json.get(field.getKey())).isEqualTo(field.getValue()));
  }

  @Test
  void vectors_all_coverWhatIsPromised() {
    List<JsonNode> all = Contract.usageVectors();

    assertThat(all).hasSizeGreaterThan(60);
    assertThat(all).extracting(vector -> vector.get("name").asText()).doesNotHaveDuplicates();
    assertThat(all)
        .extracting(vector -> vector.get("provider").asText())
        .contains("anthropic", "aws.bedrock", "openai", "azure.ai.openai", "azure.ai.inference")
        .contains("gcp.gemini", "gcp.vertex_ai", "x_ai", "mistral_ai", "deepseek", "cohere", "groq")
        .contains("openrouter", "perplexity", "together_ai");
  }

  private static TokenUsage read(JsonNode vector) {
    return TokenUsage.fromJson(vector.get("provider").asText(), vector.get("raw").toString());
  }
}
