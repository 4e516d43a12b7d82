// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.opentelemetry;

import io.github.tracequeue.adapter.AdapterOptions;
import io.github.tracequeue.adapter.CallRecorder;
import io.github.tracequeue.adapter.ObservedCall;
import io.github.tracequeue.client.CallClaim;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Records each ended span that is a call of a model. It sees only spans that are sampled.
 *
 * <p>Spans of agents and workflows repeat the usage of the calls below them. Such a span is
 * recorded, with its operation, only if no call below it was. Thread-safe.
 */
public final class TracequeueSpanProcessor implements SpanProcessor {
  private static final AttributeKey<String> SERVICE_NAME = AttributeKey.stringKey("service.name");
  private static final String LAYER = "opentelemetry";
  private static final Duration FLUSH_TIMEOUT = Duration.ofSeconds(10);

  private final AdapterOptions options;
  private final OpenSpans open = new OpenSpans();

  /** One for all failures, so that only the first one is logged. */
  private final CallRecorder failures;

  private volatile @Nullable CallRecorder recorder;

  private TracequeueSpanProcessor(AdapterOptions options) {
    this.options = options;
    this.failures = CallRecorder.create(LAYER, options);
  }

  /**
   * A processor. If the options name no agent, it is the service's name for calls outside a run.
   */
  public static TracequeueSpanProcessor create(AdapterOptions options) {
    return new TracequeueSpanProcessor(options);
  }

  @Override
  public void onStart(Context parentContext, ReadWriteSpan span) {
    try {
      OpenSpans.Place parent = open.get(Span.fromContext(parentContext).getSpanContext());
      OpenSpans.RollUp rollUp = parent == null ? null : parent.rollUp();
      SpanKind kind = SpanKind.of(span);
      CallClaim claim = CallClaim.current();
      if (parent != null && parent.isWithinCall()) {
        open.put(span, new OpenSpans.Place(null, true, null, rollUp));
      } else if (kind == SpanKind.CALL) {
        open.put(span, new OpenSpans.Place(recorder(span).begin(), true, null, rollUp));
      } else if (kind == SpanKind.ROLL_UP) {
        open.put(span, new OpenSpans.Place(null, false, claim, new OpenSpans.RollUp(span, rollUp)));
      } else if (claim != null || rollUp != null) {
        open.put(span, new OpenSpans.Place(null, false, claim, rollUp));
      }
    } catch (RuntimeException | LinkageError e) {
      failures.failed(e);
    }
  }

  @Override
  public void onEnd(ReadableSpan span) {
    try {
      OpenSpans.Place place = open.remove(span.getSpanContext());
      ObservedCall call = place == null ? null : place.call();
      if (call != null) {
        record(span.toSpanData(), call, place);
        return;
      }
      SpanKind kind = SpanKind.of(span);
      boolean isCovered = place != null && place.isCovered();
      if (kind == SpanKind.CALL && !isCovered) {
        // Its attributes were set after its start.
        record(span.toSpanData(), recorder(span).begin(), place);
      } else if (kind == SpanKind.ROLL_UP && !isCovered && isAlone(span, place)) {
        record(span.toSpanData(), recorder(span).begin(), place);
      }
    } catch (RuntimeException | LinkageError e) {
      failures.failed(e);
    }
  }

  /** Whether a span that rolls up was known as such at its start, and no call came beneath it. */
  private static boolean isAlone(ReadableSpan span, OpenSpans.@Nullable Place place) {
    OpenSpans.RollUp rollUp = place == null ? null : place.rollUp();
    return rollUp != null && rollUp.is(span) && !rollUp.hasCalls() && SpanUsage.isPresent(span);
  }

  private static void record(SpanData span, ObservedCall call, OpenSpans.@Nullable Place place) {
    if (place != null && place.rollUp() != null) {
      place.rollUp().addCall();
    }
    String[] error = new String[1];
    call.describe(observed -> error[0] = SpanCall.describe(span, observed));
    if (error[0] == null) {
      call.end();
    } else {
      call.fail(error[0]);
    }
  }

  /** The recorder, whose agent may be the name of the service. */
  private CallRecorder recorder(ReadableSpan span) {
    CallRecorder current = recorder;
    if (current == null) {
      Resource resource = span.toSpanData().getResource();
      String service = resource.getAttribute(SERVICE_NAME);
      boolean isDefault = service == null || service.startsWith("unknown_service");
      current = CallRecorder.create(LAYER, options.withAgentIfUnknown(isDefault ? null : service));
      recorder = current;
    }
    return current;
  }

  @Override
  public boolean isStartRequired() {
    return true;
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  /** Waits on a separate thread until the recorded events are delivered. */
  @Override
  public CompletableResultCode forceFlush() {
    var result = new CompletableResultCode();
    var flush =
        new Thread(
            () -> {
              boolean isDelivered = false;
              try {
                isDelivered = options.traces().flush(FLUSH_TIMEOUT);
              } catch (RuntimeException | LinkageError e) {
                // The client cannot be made; recording a call has logged why.
              } finally {
                complete(result, isDelivered);
              }
            },
            "tracequeue-flush");
    flush.setDaemon(true);
    flush.start();
    return result;
  }

  private static void complete(CompletableResultCode result, boolean isDelivered) {
    CompletableResultCode unused = isDelivered ? result.succeed() : result.fail();
  }

  /** Flushes. The client stays open, because it may have other users. */
  @Override
  public CompletableResultCode shutdown() {
    return forceFlush();
  }
}
