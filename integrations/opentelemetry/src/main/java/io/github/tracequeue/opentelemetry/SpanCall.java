// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.opentelemetry;

import io.github.tracequeue.adapter.ObservedCall;
import io.github.tracequeue.adapter.ProviderName;
import io.github.tracequeue.client.TraceContext;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Describes a call from its span. */
final class SpanCall {
  private SpanCall() {}

  /** Describes the call and returns the kind of its error; null if it has not failed. */
  static @Nullable String describe(SpanData span, ObservedCall call) {
    var attributes = new SpanAttributes(span.getAttributes());
    String provider =
        ProviderName.of(
            attributes.text("gen_ai.provider.name", "gen_ai.system", "llm.provider", "llm.system"));
    String operation = operation(attributes);
    Instant start = instant(span.getStartEpochNanos());
    long latency =
        TimeUnit.NANOSECONDS.toMillis(span.getEndEpochNanos() - span.getStartEpochNanos());
    call.model(attributes.text("gen_ai.response.model", "gen_ai.request.model", "llm.model_name"))
        .agent(attributes.text("gen_ai.agent.name"))
        .usage(SpanUsage.of(attributes, provider, operation.startsWith("embedding")))
        .prompt(() -> SpanPrompt.of(attributes))
        .with(
            event ->
                event
                    .provider(provider)
                    .operation(operation)
                    .timestamp(start)
                    .latencyMillis(latency)
                    .traceContext(context(span))
                    .finishReason(attributes.text("gen_ai.response.finish_reasons"))
                    .responseId(attributes.text("gen_ai.response.id"))
                    .sessionId(attributes.text("gen_ai.conversation.id", "session.id"))
                    .serviceTier(
                        attributes.text(
                            "openai.response.service_tier",
                            "gen_ai.openai.response.service_tier",
                            "openai.request.service_tier")));
    BigDecimal firstChunk = attributes.number("gen_ai.response.time_to_first_chunk");
    if (firstChunk != null) {
      call.with(event -> event.timeToFirstTokenMillis(firstChunk.movePointRight(3).longValue()));
    }
    return span.getStatus().getStatusCode() == StatusCode.ERROR
        ? orElse(attributes.text("error.type"), "error")
        : null;
  }

  private static String operation(SpanAttributes attributes) {
    String name =
        orElse(
            attributes.text("gen_ai.operation.name", "llm.request.type", "openinference.span.kind"),
            "chat");
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "llm" -> "chat";
      case "embedding" -> "embeddings";
      case "agent" -> "invoke_agent";
      case "chain" -> "invoke_workflow";
      default -> name;
    };
  }

  private static TraceContext context(SpanData span) {
    SpanContext own = span.getSpanContext();
    return new TraceContext(
        own.getTraceId(), own.getSpanId(), span.getParentSpanId(), own.isSampled(), "");
  }

  private static Instant instant(long epochNanos) {
    return Instant.ofEpochSecond(0, epochNanos);
  }

  private static String orElse(@Nullable String text, String other) {
    return text == null ? other : text;
  }
}
