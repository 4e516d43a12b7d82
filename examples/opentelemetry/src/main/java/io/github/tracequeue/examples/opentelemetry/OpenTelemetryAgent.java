// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.examples.opentelemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.util.Map;

/**
 * An agent whose instrumentation writes OpenTelemetry's {@code gen_ai} spans. Start {@code
 * bin/tracequeue local}, copy its {@code export} lines, and run this in the root folder:
 *
 * <pre>mvn -q -Pfast -pl examples/opentelemetry -am compile exec:exec</pre>
 *
 * <p>The span is written by hand, so that no model and no instrumentation is needed.
 */
public final class OpenTelemetryAgent {
  private OpenTelemetryAgent() {}

  /** Writes the span of one call. */
  public static void main(String[] arguments) {
    Map<String, String> defaults =
        Map.of(
            "otel.service.name", "opentelemetry-agent",
            "otel.traces.sampler", "always_on", // a span that is not sampled is not seen
            "otel.traces.exporter", "none",
            "otel.metrics.exporter", "none",
            "otel.logs.exporter", "none");
    try (OpenTelemetrySdk sdk =
        AutoConfiguredOpenTelemetrySdk.builder()
            .addPropertiesSupplier(() -> defaults)
            .disableShutdownHook() // it is closed here
            .build()
            .getOpenTelemetrySdk()) {
      askModel(sdk.getTracer("example"));
    }
  }

  private static void askModel(Tracer tracer) {
    Span span =
        tracer
            .spanBuilder("chat claude-sonnet-4-6")
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute("gen_ai.operation.name", "chat")
            .setAttribute("gen_ai.provider.name", "anthropic")
            .setAttribute("gen_ai.request.model", "claude-sonnet-4-6")
            .startSpan();
    String answer = "Go home early."; // here the model is asked
    span.setAttribute("gen_ai.usage.input_tokens", 5000); // contains the cached tokens
    span.setAttribute("gen_ai.usage.cache_read.input_tokens", 4000);
    span.setAttribute("gen_ai.usage.output_tokens", 100);
    span.end();
    System.out.println(answer);
  }
}
