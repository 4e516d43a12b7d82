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
    refusals(reason).incrementAndGet();
  }

  void degrade() {
    degraded.incrementAndGet();
  }

  long degraded() {
    return degraded.get();
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
    return progress.lost().of(reason);
  }

  /** Events refused and lost. */
  LossCounts dropped() {
    LossCounts dropped = progress.lost();
    for (Map.Entry<DropReason, AtomicLong> entry : refused.entrySet()) {
      long events = entry.getValue().get();
      if (events > 0) {
        dropped = dropped.plus(entry.getKey(), events);
      }
    }
    return dropped;
  }

  /**
   * The account at one moment; the count of accepted events, read last, can only be ahead of the
   * rest.
   */
  Account account(LongSupplier accepted) {
    Progress at = progress;
    var dropped = new EnumMap<DropReason, Long>(DropReason.class);
    long refusedTotal = 0;
    for (DropReason reason : DropReason.values()) {
      long events = refusals(reason).get();
      refusedTotal += events;
      dropped.put(reason, events + at.lost().of(reason));
    }
    long admitted = accepted.getAsLong();
    return new Account(
        admitted + refusedTotal, at.delivered(), dropped, admitted - at.taken(), at.inFlight());
  }

  private void move(UnaryOperator<Progress> step) {
    PROGRESS.updateAndGet(this, p -> ended ? p : step.apply(p));
  }

  private AtomicLong refusals(DropReason reason) {
    AtomicLong count = refused.get(reason);
    if (count == null) {
      throw new AssertionError(reason);
    }
    return count;
  }

  /** The terms of {@code recorded = delivered + all of dropped + queued + inFlight}. */
  record Account(
      long recorded, long delivered, Map<DropReason, Long> dropped, long queued, long inFlight) {}
}
