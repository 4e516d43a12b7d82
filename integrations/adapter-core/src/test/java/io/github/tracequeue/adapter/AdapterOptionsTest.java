// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AdapterOptionsTest {
  private final List<String> warnings = new ArrayList<>();

  @Test
  void from_emptyEnvironment_recordsNoText() {
    AdapterOptions options = AdapterOptions.from(Map.of(), warnings::add);

    assertThat(options.agent()).isEqualTo("unknown");
    assertThat(options.prompts()).isEqualTo(PromptCapture.NONE);
    assertThat(options.decisions()).isFalse();
    assertThat(warnings).isEmpty();
  }

  @Test
  void from_severalNames_takesTheMostSpecificAgent() {
    var environment =
        Map.of("TRACEQUEUE_AGENT", "CTO Agent", "AWS_LAMBDA_FUNCTION_NAME", "function");

    assertThat(AdapterOptions.from(environment, warnings::add).agent()).isEqualTo("cto-agent");
    assertThat(AdapterOptions.from(Map.of("OTEL_SERVICE_NAME", "svc"), warnings::add).agent())
        .isEqualTo("svc");
  }

  @Test
  void from_prompts_inAnyCase() {
    var environment = Map.of("TRACEQUEUE_PROMPTS", "Hash", "TRACEQUEUE_DECISIONS", "true");
    AdapterOptions options = AdapterOptions.from(environment, warnings::add);

    assertThat(options.prompts()).isEqualTo(PromptCapture.HASH);
    assertThat(options.decisions()).isTrue();
  }

  @Test
  void from_invalidPrompts_warnsAndRecordsNone() {
    var environment = Map.of("TRACEQUEUE_PROMPTS", "yes");

    assertThat(AdapterOptions.from(environment, warnings::add).prompts())
        .isEqualTo(PromptCapture.NONE);
    assertThat(warnings).singleElement().asString().contains("TRACEQUEUE_PROMPTS must be none");
  }

  @ParameterizedTest
  @CsvSource({"Night Shift, night-shift", "  _a.b_ , a.b", "Ünïcode, n-code", "'!', ''"})
  void of_name_isASlug(String name, String slug) {
    assertThat(AgentSlug.of(name)).isEqualTo(slug);
    assertThat(AgentSlug.of("a".repeat(63) + ".b")).hasSize(63);
  }

  @ParameterizedTest
  @CsvSource({
    "bedrock_converse, aws.bedrock",
    "google_genai, gcp.gemini",
    "OPEN_AI, openai",
    "anthropic, anthropic",
    "' ', "
  })
  void of_provider_isOpenTelemetrysName(String name, String expected) {
    assertThat(ProviderName.of(name)).isEqualTo(expected);
  }
}
