// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.traffic;

import io.github.tracequeue.client.TraceContext;
import java.util.HexFormat;
import java.util.Random;

/** Creates the spans of demo runs and calls. Not thread-safe. */
final class DemoSpans {
  private final Random ids;

  /**
   * @param ids creates trace and span ids, which must differ in each run of the demo
   */
  DemoSpans(Random ids) {
    this.ids = ids;
  }

  /** The first span of a new trace. */
  TraceContext root() {
    return new TraceContext(hex() + hex(), hex(), null, true, "");
  }

  TraceContext child(TraceContext span) {
    return new TraceContext(span.traceId(), hex(), span.spanId(), true, "");
  }

  /** The delegated run's span, as another process creates it from the header. */
  TraceContext delegated(DemoRun starter) {
    return child(TraceContext.fromHeaders(starter.span().traceparent(), null));
  }

  /** 16 hex digits, not all zero. */
  private String hex() {
    return HexFormat.of().toHexDigits(ids.nextLong() | 1);
  }
}
