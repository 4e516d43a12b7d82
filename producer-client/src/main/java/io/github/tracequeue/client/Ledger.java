// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.EnumMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.LongSupplier;

/**
 * The account of every event. Safe for threads, without a lock: agents count what they are refused,
 * the sender moves {@link Progress} on, whoever closes the client ends it.
 */
final class Ledger {
  private static final AtomicReferenceFieldUpdater<Ledger, Progress> PROGRESS =
      AtomicReferenceFieldUpdater.newUpdater(Ledger.class, Progress.class, "progress");

  private static final int MAX_READS = 1_000;

  private final AtomicLongArray refused = LossCounts.counters();
  private final AtomicLong degraded = new AtomicLong();
  private volatile Progress progress = Progress.NONE;
  private volatile boolean ended;

  /** Counts an event that was not accepted. */
  void refuse(DropReason reason) {
    LossCounts.count(refused, reason);
  }

  void degrade() {
    degraded.incrementAndGet();
  }

  void take(long events) {
    move(events, 0, LossCounts.NONE);
  }

  void deliver(long events) {
    move(0, events, LossCounts.NONE);
  }

  void lose(DropReason reason, long events) {
    move(0, 0, LossCounts.NONE.plus(reason, events));
  }

  /** An event taken and lost at once. */
  void takeAndLose(DropReason reason) {
    move(1, 0, LossCounts.NONE.plus(reason, 1));
  }

  boolean isEnded() {
    return ended;
  }

  /**
   * Ends the account: what is neither delivered nor lost is lost to the shutdown, and later results
   * change nothing. To be called once more by an agent whose event was let in when it ended, which
   * it can tell by asking {@link #isEnded} after that.
   */
  void end(LongSupplier accepted) {
    // Before the count is read: an agent whose event is let in after that read sees this flag.
    ended = true;
    Progress at;
    do {
      at = progress;
    } while (!PROGRESS.compareAndSet(this, at, at.endedAt(accepted.getAsLong())));
  }

  /** Accepted events lost for this reason. */
  long lost(DropReason reason) {
    return progress.lost.of(reason);
  }

  /** Events refused and lost. */
  LossCounts dropped() {
    return progress.lost.plus(LossCounts.read(refused));
  }

  /**
   * The account at one moment: the count of accepted events is read last, and the sender has not
   * moved on meanwhile. Where it moves on faster than this thread can read, its place is the one of
   * a moment before, and the events accepted since then count as queued.
   */
  // Whether the sender has moved on, not whether it came to the same place.
  @SuppressWarnings("ReferenceEquality")
  ClientStats stats(LongSupplier accepted, LongSupplier pendingBytes, Health health) {
    Progress at;
    LossCounts refusals;
    long admitted;
    int reads = 0;
    do {
      at = progress;
      refusals = LossCounts.read(refused);
      admitted = accepted.getAsLong();
      reads++;
    } while (progress != at && reads < MAX_READS);
    LossCounts losses = at.lost.plus(refusals);
    var dropped = new EnumMap<DropReason, Long>(DropReason.class);
    for (DropReason reason : DropReason.values()) {
      dropped.put(reason, losses.of(reason));
    }
    return new ClientStats(
        admitted + refusals.total(),
        at.delivered,
        dropped,
        admitted - at.taken,
        at.inFlight(),
        degraded.get(),
        pendingBytes.getAsLong(),
        health.requests(),
        health.messages(),
        health.retries(),
        health.failuresInRow(),
        health.sinceLastSuccess());
  }

  private void move(long taken, long delivered, LossCounts lost) {
    Progress at;
    do {
      at = progress;
    } while (!ended && !PROGRESS.compareAndSet(this, at, at.plus(taken, delivered, lost)));
  }
}
