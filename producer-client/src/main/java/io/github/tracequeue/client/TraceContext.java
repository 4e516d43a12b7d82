// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A span's place in a trace, as W3C Trace Context defines it. Invalid ids, such as the zeros of
 * OpenTelemetry's invalid context, make it the root of a new trace; no method throws.
 *
 * @param traceId 32 lower-case hex digits, not all zero
 * @param spanId 16 lower-case hex digits, not all zero
 * @param parentSpanId like {@code spanId}; null for a root, for a span of another process, and if
 *     invalid
 * @param sampled the flag of that name, which is only passed on
 * @param tracestate data of other vendors, passed on unchanged; empty if invalid
 */
public record TraceContext(
    String traceId,
    String spanId,
    @Nullable String parentSpanId,
    boolean sampled,
    String tracestate) {

  private static final int VERSION_00_LENGTH = 55;
  private static final int MAX_TRACESTATE = 512;

  /** Replaces invalid values. */
  public TraceContext {
    if (!isHexId(traceId, 32) || !isHexId(spanId, 16)) {
      traceId = randomId(32);
      spanId = randomId(16);
      parentSpanId = null;
      tracestate = "";
    }
    parentSpanId = isHexId(parentSpanId, 16) ? parentSpanId : null;
    tracestate = isTracestate(tracestate) ? tracestate : "";
  }

  /** The root of a new trace, with random ids. */
  public static TraceContext create() {
    return new TraceContext(randomId(32), randomId(16), null, true, "");
  }

  /**
   * The caller's span, from the HTTP headers {@code traceparent} and {@code tracestate}. A new root
   * if the first is missing or invalid.
   */
  public static TraceContext fromHeaders(
      @Nullable String traceparent, @Nullable String tracestate) {
    if (traceparent == null || !isTraceparent(traceparent)) {
      return create();
    }
    String state = tracestate == null ? "" : tracestate;
    boolean sampled = (Character.digit(traceparent.charAt(54), 16) & 1) == 1;
    return new TraceContext(
        traceparent.substring(3, 35), traceparent.substring(36, 52), null, sampled, state);
  }

  /** A new span of the same trace, with this one as its parent. */
  public TraceContext child() {
    return new TraceContext(traceId, randomId(16), spanId, sampled, tracestate);
  }

  /**
   * The header {@code traceparent} that makes this span the parent of a span in another process.
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
    // A later version may have more fields after another dash; version 00 may not.
    boolean ends =
        length == VERSION_00_LENGTH
            || (!version.equals("00") && header.charAt(VERSION_00_LENGTH) == '-');
    return ends
        && isHexId(header.substring(3, 35), 32)
        && isHexId(header.substring(36, 52), 16)
        && isHex(header.substring(53, 55));
  }

  private static boolean isTracestate(@Nullable String state) {
    return state != null
        && state.length() <= MAX_TRACESTATE
        && state.chars().allMatch(c -> c == '\t' || (c >= ' ' && c <= '~'));
  }

  /** Whether a text is this many lower-case hex digits, not all of them zero. */
  private static boolean isHexId(@Nullable String id, int digits) {
    return id != null && id.length() == digits && isHex(id) && id.chars().anyMatch(c -> c != '0');
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
}
