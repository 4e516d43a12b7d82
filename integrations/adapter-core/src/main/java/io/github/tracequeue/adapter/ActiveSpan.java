// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.adapter;

import io.github.tracequeue.client.TraceContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import org.jspecify.annotations.Nullable;

/** OpenTelemetry's current span, if the agent has OpenTelemetry. */
final class ActiveSpan {
  private static final boolean HAS_OPENTELEMETRY = hasOpenTelemetry();

  private ActiveSpan() {}

  /** The calling thread's span; null if there is none. */
  static @Nullable TraceContext current() {
    return HAS_OPENTELEMETRY ? Reader.current() : null;
  }

  private static boolean hasOpenTelemetry() {
    try {
      Class.forName("io.opentelemetry.api.trace.Span", false, ActiveSpan.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  /** A separate class, because it is loaded only if OpenTelemetry is on the class path. */
  private static final class Reader {
    static @Nullable TraceContext current() {
      try {
        SpanContext span = Span.current().getSpanContext();
        return span.isValid()
            ? new TraceContext(span.getTraceId(), span.getSpanId(), null, span.isSampled(), "")
            : null;
      } catch (RuntimeException | LinkageError e) {
        return null; // an incompatible version
      }
    }
  }
}
