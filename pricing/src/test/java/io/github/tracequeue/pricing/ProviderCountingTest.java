// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProviderCountingTest {

  @ParameterizedTest
  @CsvSource({
    "anthropic, claude-opus-5, false",
    "Anthropic, Claude-Opus-5, false",
    "aws.bedrock, amazon.nova-pro-v1:0, false",
    "gcp.vertex_ai, claude-opus-5, false",
    "gcp.vertex_ai, gemini-3-pro, true",
    "azure.ai.inference, claude-opus-5, false",
    "azure.ai.inference, mistral-large, true",
    "openai, gpt-5, true",
    "openrouter, anthropic/claude-opus-5, true",
    ", claude-opus-5, false",
    ", Claude-Opus-5, false",
    ", anthropic/m, false",
    ", bedrock/m, false",
    ", gpt-5, true"
  })
  void isInclusive_notSent_isThatOfTheApi(String provider, String model, boolean expected) {
    var counting = new ProviderCounting(provider, model);

    assertThat(counting.isInclusive(null, 10, 9)).isEqualTo(expected);
  }

  @Test
  void isInclusive_sent_isWhatWasSent() {
    assertThat(new ProviderCounting("anthropic", "m").isInclusive(true, 10, 9)).isTrue();
    assertThat(new ProviderCounting("openai", "m").isInclusive(false, 10, 9)).isFalse();
  }

  @Test
  void isInclusive_moreCachedThanInput_isFalse() {
    assertThat(new ProviderCounting("openai", "m").isInclusive(null, 10, 11)).isFalse();
    assertThat(new ProviderCounting("openai", "m").isInclusive(true, 10, 11)).isFalse();
    assertThat(new ProviderCounting("openai", "m").isInclusive(true, 10, 10)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "x_ai, grok-4, 18",
    "gcp.gemini, gemini-3-pro, 18",
    "gcp.vertex_ai, gemini-3-pro, 18",
    "gcp.vertex_ai, claude-opus-5, 7",
    "openai, gpt-5, 7",
    ", grok-4, 18",
    ", Gemini-3-pro, 18",
    ", gpt-5, 7"
  })
  void outputWithReasoning_moreReasoningThanOutput_isTheSumIfTheApiReportsItBeside(
      String provider, String model, long expected) {
    assertThat(new ProviderCounting(provider, model).outputWithReasoning(7, 11))
        .isEqualTo(expected);
  }

  @Test
  void outputWithReasoning_atMostTheOutput_isTheOutput() {
    assertThat(new ProviderCounting("x_ai", "grok-4").outputWithReasoning(7, 7)).isEqualTo(7);
  }
}
