// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * The account of every event. Safe for threads, without a lock: agents count what they are refused,
 * the sender moves {@link Progress} on, whoever closes the client ends it.
 */
final class Ledger {
  private static final AtomicReferenceFieldUpdater<Ledger, Progress> PROGRESS =
      AtomicReferenceFieldUpdater.newUpdater(Ledger.class, Progress.class, "progress");

  private static final int MAX_READS = 1_000;

  private final Map<DropReason, AtomicLong> refused = new EnumMap<>(DropReason.class);
  private final AtomicLong degraded = new AtomicLong();
  private volatile Progress progress = Progress.NONE;
  private volatile boolean ended;

  Ledger() {
    for (DropReason reason : DropReason.values()) {
      refused.put(reason, new AtomicLong());
    }
  }

  /** Counts an event that was not accepted. */
  void refuse(DropReason reason) {
    AtomicLong count = refused.get(reason);
    if (count != null) {
      count.incrementAndGet();
    }
  }

  void degrade() {
    degraded.incrementAndGet();
  }

  void take(long events) {
    move(p -> p.withTaken(events));
  }

  void deliver(long events) {
    move(p -> p.withDelivered(events));
  }

  void lose(DropReason reason, long events) {
    move(p -> p.withLost(reason, events));
  }

  /** An event taken and lost at once. */
  void takeAndLose(DropReason reason) {
    move(p -> p.withTaken(1).withLost(reason, 1));
  }

  boolean isEnded() {
    return ended;
  }

  /**
   * Ends the account: what is neither delivered nor lost is lost to the shutdown, and later results
   * change nothing. To be called once more by an agent that had a ticket when it ended, which it
   * can tell by asking {@link #isEnded} after it got the ticket.
   */
  void end(LongSupplier accepted) {
    // Before the count is read: an agent that gets its ticket after that read sees this flag.
    ended = true;
    PROGRESS.updateAndGet(this, p -> p.endedAt(accepted.getAsLong()));
  }

  /** Accepted events lost for this reason. */
  long lost(DropReason reason) {
    return progress.lost.of(reason);
  }

  /** Events refused and lost. */
  LossCounts dropped() {
    LossCounts dropped = progress.lost;
    for (Map.Entry<DropReason, AtomicLong> entry : refused.entrySet()) {
      long events = entry.getValue().get();
      if (events > 0) {
        dropped = dropped.plus(entry.getKey(), events);
      }
    }
    return dropped;
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
    Map<DropReason, Long> refusals;
    long admitted;
    int reads = 0;
    do {
      at = progress;
      refusals = refusals();
      admitted = accepted.getAsLong();
      reads++;
    } while (progress != at && reads < MAX_READS);
    long refusedTotal = 0;
    var dropped = new EnumMap<DropReason, Long>(DropReason.class);
    for (Map.Entry<DropReason, Long> entry : refusals.entrySet()) {
      refusedTotal += entry.getValue();
      dropped.put(entry.getKey(), entry.getValue() + at.lost.of(entry.getKey()));
    }
    return new ClientStats(
        admitted + refusedTotal,
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

  private Map<DropReason, Long> refusals() {
    var counts = new EnumMap<DropReason, Long>(DropReason.class);
    refused.forEach((reason, count) -> counts.put(reason, count.get()));
    return counts;
  }

  private void move(UnaryOperator<Progress> step) {
    PROGRESS.updateAndGet(this, p -> ended ? p : step.apply(p));
  }
}
