// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.testkit.contract.ContractSamples;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PromptHasherTest {

  static List<JsonNode> goldenVectors() {
    return ContractSamples.vectors("prompt-hash.json");
  }

  @ParameterizedTest
  @MethodSource("goldenVectors")
  void hash_goldenPrompt_isTheGoldenHash(JsonNode vector) {
    String prompt = vector.required("prompt").textValue();

    assertThat(PromptHasher.plain().hash(prompt))
        .isEqualTo(vector.required("prompt_hash").textValue());
  }

  @ParameterizedTest
  @MethodSource("goldenVectors")
  void hash_goldenPromptWithKey_isTheGoldenHash(JsonNode vector) {
    byte[] key = vector.required("hmac_key_utf8").textValue().getBytes(UTF_8);

    assertThat(PromptHasher.keyed(key, "k").hash(vector.required("prompt").textValue()))
        .isEqualTo(vector.required("prompt_hash_hmac").textValue());
  }

  @Test
  void hash_secondPrompt_doesNotDependOnTheFirst() {
    PromptHasher hasher = PromptHasher.keyed("0123456789abcdef".getBytes(UTF_8), "k");
    String first = hasher.hash("one");
    hasher.hash("two");

    assertThat(hasher.hash("one")).isEqualTo(first);
    assertThat(hasher.keyId()).isEqualTo("k");
    assertThat(PromptHasher.plain().keyId()).isNull();
  }

  @Test
  void hash_loneSurrogate_isThatOfTheReplacementCharacter() {
    PromptHasher hasher = PromptHasher.plain();

    assertThat(hasher.hash("a\ud83d")).isEqualTo(hasher.hash("a\ufffd"));
    assertThat(hasher.hash("\ude00b")).isEqualTo(hasher.hash("\ufffdb"));
  }
}
