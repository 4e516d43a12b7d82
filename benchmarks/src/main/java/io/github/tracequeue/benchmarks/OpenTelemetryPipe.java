// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * OpenTelemetry's SDK with OTLP over HTTP and all defaults. Sends a call by ending a span that was
 * started with its attributes. Does not use credentials.
 */
final class OpenTelemetryPipe implements Pipe {
  private static final AttributeKey<String> AGENT = AttributeKey.stringKey("gen_ai.agent.name");
  private static final AttributeKey<String> PROVIDER =
      AttributeKey.stringKey("gen_ai.provider.name");
  private static final AttributeKey<String> MODEL = AttributeKey.stringKey("gen_ai.request.model");
  private static final AttributeKey<String> OPERATION =
      AttributeKey.stringKey("gen_ai.operation.name");
  private static final AttributeKey<Long> INPUT = AttributeKey.longKey("gen_ai.usage.input_tokens");
  private static final AttributeKey<Long> OUTPUT =
      AttributeKey.longKey("gen_ai.usage.output_tokens");
  private static final AttributeKey<Long> CACHED =
      AttributeKey.longKey("gen_ai.usage.cache_read.input_tokens");
  private static final AttributeKey<Long> LATENCY = AttributeKey.longKey("latency_ms");
  private static final AttributeKey<String> FINISH =
      AttributeKey.stringKey("gen_ai.response.finish_reasons");
  private static final AttributeKey<String> RESPONSE = AttributeKey.stringKey("gen_ai.response.id");
  private static final AttributeKey<String> PROMPT = AttributeKey.stringKey("prompt_preview");
  private static final AttributeKey<String> SUMMARY = AttributeKey.stringKey("decision_summary");
  private static final AttributeKey<String> RUN = AttributeKey.stringKey("run_id");

  private final SdkTracerProvider provider;
  private final Tracer tracer;

  private OpenTelemetryPipe(SdkTracerProvider provider) {
    this.provider = provider;
    this.tracer = provider.get("benchmark");
  }

  static OpenTelemetryPipe open(String sink, Condition condition) {
    OtlpHttpSpanExporter exporter =
        OtlpHttpSpanExporter.builder().setEndpoint(sink + "/v1/traces").build();
    return new OpenTelemetryPipe(
        SdkTracerProvider.builder()
            .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
            .build());
  }

  @Override
  public Span event(Call call) {
    return tracer
        .spanBuilder("chat")
        .setAttribute(AGENT, call.agent())
        .setAttribute(PROVIDER, Call.PROVIDER)
        .setAttribute(MODEL, Call.MODEL)
        .setAttribute(OPERATION, Call.OPERATION)
        .setAttribute(INPUT, (long) call.inputTokens())
        .setAttribute(OUTPUT, (long) call.outputTokens())
        .setAttribute(CACHED, (long) call.cachedTokens())
        .setAttribute(LATENCY, (long) call.latencyMillis())
        .setAttribute(FINISH, Call.FINISH)
        .setAttribute(RESPONSE, call.responseId())
        .setAttribute(PROMPT, call.prompt())
        .setAttribute(SUMMARY, call.summary())
        .setAttribute(RUN, call.runId())
        .startSpan();
  }

  @Override
  public boolean hand(Object event) {
    ((Span) event).end();
    return true;
  }

  @Override
  public void flush(Duration timeout) {
    provider.forceFlush().join(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    provider.shutdown().join(2, TimeUnit.SECONDS);
  }
}
