// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks.adapters;

import io.github.tracequeue.adapter.AdapterOptions;
import io.github.tracequeue.opentelemetry.TracequeueSpanProcessor;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import org.jspecify.annotations.Nullable;

/** A {@code gen_ai} span, from its start to its end. */
final class OpenTelemetryCalls {
  private OpenTelemetryCalls() {}

  static Runnable create(@Nullable AdapterOptions options) {
    SdkTracerProviderBuilder provider = SdkTracerProvider.builder();
    if (options != null) {
      provider.addSpanProcessor(TracequeueSpanProcessor.create(options));
    }
    Tracer tracer = provider.build().get("benchmark");
    return () -> call(tracer);
  }

  private static void call(Tracer tracer) {
    Span span =
        tracer
            .spanBuilder("chat gpt-5")
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute("gen_ai.operation.name", "chat")
            .setAttribute("gen_ai.provider.name", "openai")
            .setAttribute("gen_ai.request.model", "gpt-5")
            .startSpan();
    span.setAttribute("gen_ai.response.id", "chatcmpl_1");
    span.setAttribute("gen_ai.usage.input_tokens", 5000);
    span.setAttribute("gen_ai.usage.cache_read.input_tokens", 4000);
    span.setAttribute("gen_ai.usage.output_tokens", 100);
    span.end();
  }
}
