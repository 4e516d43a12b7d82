// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.regex.Pattern;

/**
 * What must hold for every pair of trace headers: Jazzer looks for one for which it does not
 * ({@code -Pfuzz}), {@link TraceparentFuzzTest} tries some.
 *
 * <p>Reading them never throws. A {@code traceparent} that W3C's grammar allows is continued and
 * any other begins a new trace; what is sent on is one that the grammar allows, and holds no line
 * break.
 */
public final class TraceparentFuzz {

  private static final String IDS = "-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}";

  /** Version 00 ends there; a later one may go on after a dash; there is no version ff. */
  private static final Pattern GRAMMAR =
      Pattern.compile("00" + IDS + "|(?!00|ff)[0-9a-f]{2}" + IDS + "(-.*)?", Pattern.DOTALL);

  private static final Pattern HEADER_TEXT = Pattern.compile("[\\t -~]{0,512}");

  private TraceparentFuzz() {}

  /** Jazzer's entry point: the first line is one header, the rest the other. */
  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, ISO_8859_1);
    int end = text.indexOf('\n');
    String traceparent = end < 0 ? text : text.substring(0, end);
    String tracestate = end < 0 ? null : text.substring(end + 1);
    TraceContext context = TraceContext.fromHeaders(traceparent, tracestate);
    boolean goesOn =
        traceparent.length() >= 55
            && context.traceId().equals(traceparent.substring(3, 35))
            && context.spanId().equals(traceparent.substring(36, 52));
    require(goesOn == GRAMMAR.matcher(traceparent).matches(), "not as the grammar says");
    if (goesOn) {
      boolean sampled = (Integer.parseInt(traceparent.substring(53, 55), 16) & 1) == 1;
      require(context.sampled() == sampled, "another sampled flag");
    }
    require(HEADER_TEXT.matcher(context.tracestate()).matches(), "no text of a header");
    require(goesOn || context.tracestate().isEmpty(), "the state of a trace that is left");

    TraceContext child = context.child();
    require(GRAMMAR.matcher(child.traceparent()).matches(), "sends on what nobody reads");
    require(child.traceId().equals(context.traceId()), "leaves its trace");
    require(context.spanId().equals(child.parentSpanId()), "leaves its parent");
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}
