// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.opentelemetry;

import io.github.tracequeue.adapter.ObservedCall;
import io.github.tracequeue.client.CallClaim;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The open spans that are a call, or are below a call, an agent or a workflow. Thread-safe. */
final class OpenSpans {
  /** Spans that are never ended must not fill the heap. */
  private static final int MAX_SPANS = 10_000;

  private final Map<String, Place> places = new ConcurrentHashMap<>();

  /**
   * What a span is part of.
   *
   * @param call the call that the span is, if that was known when it started
   * @param isWithinCall whether the span or one above it is the call
   * @param claim the claim on the thread that started the span: of the call that the span may turn
   *     out to be
   * @param rollUp the closest span of an agent or workflow, the span itself included
   */
  record Place(
      @Nullable ObservedCall call,
      boolean isWithinCall,
      @Nullable CallClaim claim,
      @Nullable RollUp rollUp) {

    /** Whether a span above, or another adapter, records the call. */
    boolean isCovered() {
      return isWithinCall || (claim != null && claim.isActive());
    }
  }

  /** A span of an agent or workflow. */
  static final class RollUp {
    private final String spanId;
    private final @Nullable RollUp above;
    private volatile boolean hasCalls;

    RollUp(ReadableSpan span, @Nullable RollUp above) {
      this.spanId = span.getSpanContext().getSpanId();
      this.above = above;
    }

    /** Whether this is the span itself, and not one above it. */
    boolean is(ReadableSpan span) {
      return spanId.equals(span.getSpanContext().getSpanId());
    }

    /** Notes that a call beneath is recorded. */
    void addCall() {
      hasCalls = true;
      if (above != null) {
        above.addCall();
      }
    }

    boolean hasCalls() {
      return hasCalls;
    }
  }

  @Nullable Place get(SpanContext span) {
    return places.isEmpty() ? null : places.get(span.getSpanId());
  }

  void put(ReadableSpan span, Place place) {
    if (places.size() >= MAX_SPANS) {
      places.clear();
    }
    places.put(span.getSpanContext().getSpanId(), place);
  }

  @Nullable Place remove(SpanContext span) {
    return places.isEmpty() ? null : places.remove(span.getSpanId());
  }
}
