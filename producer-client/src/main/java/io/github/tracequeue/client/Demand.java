// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

/**
 * Whether there is a reason to send now. Safe for threads; an agent asks after each event while the
 * sender lingers.
 */
final class Demand {
  /**
   * Events that fill about one request, by their size on the heap, which is 2.5 times their JSON's.
   */
  private static final long FULL_BYTES = 1536 * 1024;

  private final EventQueue queue;
  private final Flushes flushes;
  private final int manyEvents;
  private final long manyBytes;

  Demand(EventQueue queue, Flushes flushes) {
    this.queue = queue;
    this.flushes = flushes;
    this.manyEvents = Math.max(1, queue.maxEvents() / 2);
    this.manyBytes = Math.min(FULL_BYTES, queue.maxBytes() / 2);
  }

  /** Whether there is so much that a request is worth its while. */
  boolean isWorthARequest() {
    return queue.isFilling(manyEvents / 4, manyBytes / 4);
  }

  /** Whether the queue may soon be full. */
  boolean isPressing() {
    return queue.isFilling(manyEvents, queue.maxBytes() / 2);
  }

  boolean isUrgent() {
    return queue.isFilling(manyEvents, manyBytes) || flushes.areWanted();
  }
}
