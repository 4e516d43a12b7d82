// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.adapter.AdapterOptions;
import io.github.tracequeue.adapter.testkit.UsageVector;
import io.github.tracequeue.testing.RecordingTraceClient;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The contract's usage vectors as span attributes: with the numbers of the semantic conventions,
 * whose input contains the cached tokens, and with the text that Spring AI writes through
 * Micrometer, whose input is the provider's.
 */
final class SpanUsageVectorsTest {
  /** What the semantic conventions have no attributes for. */
  private static final Set<String> MISSING =
      Set.of(
          "cache_write_1h_tokens",
          "input_audio_tokens",
          "output_audio_tokens",
          "cache_read_audio_tokens",
          "tool_requests",
          "inference_geo",
          "service_tier",
          "batch",
          "cost_usd");

  private final RecordingTraceClient traces = RecordingTraceClient.create();
  private final Tracer tracer =
      SdkTracerProvider.builder()
          .addSpanProcessor(
              TracequeueSpanProcessor.create(AdapterOptions.fromEnvironment().withTraces(traces)))
          .build()
          .get("test");

  static Stream<UsageVector> vectors() {
    return Stream.of("anthropic", "aws.bedrock", "openai", "gcp.gemini", "x_ai", "mistral_ai")
        .flatMap(UsageVector::of)
        // Spring AI calls no such model on Bedrock in this way.
        .filter(vector -> !vector.model().startsWith("openai."))
        .filter(vector -> MISSING.stream().noneMatch(vector.mapped()::has) || onlyTier(vector));
  }

  private static boolean onlyTier(UsageVector vector) {
    return "standard".equals(vector.mapped().path("service_tier").asText())
        && MISSING.stream().filter(vector.mapped()::has).count() == 1;
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void end_numbersOfTheConvention_costTheSame(UsageVector vector) {
    long input = count(vector, "input_tokens");
    if (vector.mapped().get("usage_convention").asText().equals("exclusive")) {
      input += count(vector, "cache_read_tokens") + count(vector, "cache_write_5m_tokens");
    }
    span(vector)
        .setAttribute("gen_ai.usage.input_tokens", input)
        .setAttribute("gen_ai.usage.output_tokens", count(vector, "output_tokens"))
        .setAttribute("gen_ai.usage.cache_read.input_tokens", count(vector, "cache_read_tokens"))
        .setAttribute(
            "gen_ai.usage.cache_creation.input_tokens", count(vector, "cache_write_5m_tokens"))
        .end();

    vector.assertCosts(traces.call());
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void end_textOfSpringAi_isMapped(UsageVector vector) {
    span(vector)
        .setAttribute("gen_ai.usage.input_tokens", text(vector, "input_tokens"))
        .setAttribute("gen_ai.usage.output_tokens", text(vector, "output_tokens"))
        .setAttribute("gen_ai.usage.cache_read.input_tokens", text(vector, "cache_read_tokens"))
        .setAttribute(
            "gen_ai.usage.cache_creation.input_tokens", text(vector, "cache_write_5m_tokens"))
        .setAttribute("gen_ai.usage.reasoning.output_tokens", text(vector, "reasoning_tokens"))
        .end();

    assertThat(traces.call().provider()).isEqualTo(vector.provider());
    vector.assertMatchesExcept(traces.call(), Set.of("service_tier"));
  }

  private Span span(UsageVector vector) {
    return tracer
        .spanBuilder("chat")
        .setAttribute("gen_ai.operation.name", "chat")
        .setAttribute("gen_ai.provider.name", vector.provider())
        .setAttribute("gen_ai.request.model", vector.model())
        .startSpan();
  }

  private static long count(UsageVector vector, String field) {
    return vector.mapped().path(field).asLong();
  }

  private static String text(UsageVector vector, String field) {
    return Long.toString(count(vector, field));
  }
}
