// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the queue between the agent and the sender holds. */
abstract sealed class Event implements Cloneable permits TraceEvent, RunEvent {
  /** Heap that an event and its node in the queue hold apart from text, in bytes, rounded up. */
  private static final int FIXED_BYTES = 384;

  /** Object header, array header and padding of a string, in bytes. */
  private static final int STRING_BYTES = 56;

  @Nullable UUID eventId;
  long epochMillis;
  String agentSlug = "";
  @Nullable String runId;
  @Nullable String traceId;

  /** The first field that breaks the wire contract, by its name there; null in a good event. */
  @Nullable String problem;

  /** An estimate of the heap that the event holds, never below what it really is. */
  int heapBytes;

  /** What of {@link #heapBytes} the event can do without under memory pressure. */
  int textBytes;

  /** A copy that holds no more text than it must. */
  abstract Event withoutText(PromptHash hash);

  final void weigh(int strings, int text) {
    textBytes = text;
    heapBytes = FIXED_BYTES + strings + text;
  }

  /** Heap of a text, in bytes: two for each char, as if it held no Latin-1. */
  static int weight(@Nullable String text) {
    return text == null ? 0 : STRING_BYTES + 2 * text.length();
  }
}
