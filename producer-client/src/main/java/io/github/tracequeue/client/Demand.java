// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

/**
 * Whether there is a reason to send now. An agent asks after each event while the sender lingers or
 * naps.
 */
final class Demand implements News {
  /**
   * Events that fill about one request, by their size on the heap, which is 2.5 times their JSON's.
   */
  private static final long FULL_BYTES = 1536 * 1024;

  private final EventQueue queue;
  private final Flushes flushes;
  private final Ledger ledger;
  private final Packer packer;
  private final LossLog log;
  private final int manyEvents;
  private final long manyBytes;

  Demand(EventQueue queue, Flushes flushes, Ledger ledger, Packer packer, LossLog log) {
    this.queue = queue;
    this.flushes = flushes;
    this.ledger = ledger;
    this.packer = packer;
    this.log = log;
    this.manyEvents = Math.max(1, queue.maxEvents / 2);
    this.manyBytes = Math.min(FULL_BYTES, queue.maxBytes / 2);
  }

  /** Whether there is so much that a request is worth its while. */
  boolean isWorthARequest() {
    return queue.isFilling(manyEvents / 4, manyBytes / 4);
  }

  @Override
  public boolean hasEvents() {
    return packer.hasEvents() || ledger.isEnded();
  }

  @Override
  public boolean hasLosses() {
    return log.hasLosses();
  }

  @Override
  public boolean isUrgent() {
    return queue.isFilling(manyEvents, manyBytes) || flushes.areWanted() || ledger.isEnded();
  }

  @Override
  public boolean isPressing() {
    return queue.isFilling(manyEvents, queue.maxBytes / 2);
  }
}
