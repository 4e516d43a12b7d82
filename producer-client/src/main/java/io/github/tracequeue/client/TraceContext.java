// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A span's place in a trace, as W3C Trace Context defines it.
 *
 * @param traceId 32 lower-case hex digits, not all zero
 * @param spanId 16 lower-case hex digits, not all zero
 * @param parentSpanId as {@code spanId}; null for a root, and for a span of another process
 * @param sampled the flag of that name; passed on, not acted upon
 * @param tracestate other vendors' data, passed on as it came; may be empty
 */
public record TraceContext(
    String traceId,
    String spanId,
    @Nullable String parentSpanId,
    boolean sampled,
    String tracestate) {

  private static final int VERSION_00_LENGTH = 55;
  private static final int MAX_TRACESTATE = 512;

  /** Checks the ids. */
  public TraceContext {
    require(isHexId(traceId, 32), "traceId", traceId);
    require(isHexId(spanId, 16), "spanId", spanId);
    require(parentSpanId == null || isHexId(parentSpanId, 16), "parentSpanId", parentSpanId);
    require(isTracestate(tracestate), "tracestate", tracestate);
  }

  /** The root of a new trace, with random ids. */
  public static TraceContext create() {
    return new TraceContext(randomId(32), randomId(16), null, true, "");
  }

  /**
   * The caller's span, out of the HTTP headers {@code traceparent} and {@code tracestate}; a new
   * root where the first is absent or malformed. A malformed {@code tracestate} is left out.
   */
  public static TraceContext fromHeaders(
      @Nullable String traceparent, @Nullable String tracestate) {
    if (traceparent == null || !isTraceparent(traceparent)) {
      return create();
    }
    String state = tracestate == null || !isTracestate(tracestate) ? "" : tracestate;
    boolean sampled = (Character.digit(traceparent.charAt(54), 16) & 1) == 1;
    return new TraceContext(
        traceparent.substring(3, 35), traceparent.substring(36, 52), null, sampled, state);
  }

  /** A new span of the same trace, below this one. */
  public TraceContext child() {
    return new TraceContext(traceId, randomId(16), spanId, sampled, tracestate);
  }

  /**
   * The header {@code traceparent} that makes this span the parent of what another process does.
   */
  public String traceparent() {
    return "00-" + traceId + '-' + spanId + (sampled ? "-01" : "-00");
  }

  private static boolean isTraceparent(String header) {
    int length = header.length();
    if (length < VERSION_00_LENGTH
        || header.charAt(2) != '-'
        || header.charAt(35) != '-'
        || header.charAt(52) != '-') {
      return false;
    }
    String version = header.substring(0, 2);
    if (!isHex(version) || version.equals("ff")) {
      return false;
    }
    // A later version may add fields, after another dash; version 00 may not.
    boolean ends =
        length == VERSION_00_LENGTH
            || (!version.equals("00") && header.charAt(VERSION_00_LENGTH) == '-');
    return ends
        && isHexId(header.substring(3, 35), 32)
        && isHexId(header.substring(36, 52), 16)
        && isHex(header.substring(53, 55));
  }

  private static boolean isTracestate(String state) {
    return state.length() <= MAX_TRACESTATE
        && state.chars().allMatch(c -> c == '\t' || (c >= ' ' && c <= '~'));
  }

  /** Whether a text is this many lower-case hex digits, not all of them zero. */
  private static boolean isHexId(String id, int digits) {
    return id.length() == digits && isHex(id) && id.chars().anyMatch(c -> c != '0');
  }

  private static boolean isHex(String text) {
    return text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }

  /**
   * A random id, not all zero, from the system's generator: only that one differs in each copy of a
   * snapshot that was restored several times.
   */
  private static String randomId(int digits) {
    byte[] bytes = new byte[digits / 2];
    String id;
    do {
      new SecureRandom().nextBytes(bytes);
      id = HexFormat.of().formatHex(bytes);
    } while (!isHexId(id, digits));
    return id;
  }

  private static void require(boolean valid, String parameter, @Nullable String value) {
    if (!valid) {
      throw new IllegalArgumentException(parameter + " is not valid: " + value);
    }
  }
}
