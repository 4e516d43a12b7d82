// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The flushes under way and the losses that they must report. A flush covers the events whose
 * ticket is below its own, and no later ones. A loss counts against every flush up to and including
 * the first that begins more than {@code lossMemoryNanos} after it. Thread-safe; only the sender
 * calls {@link #advance} and {@link #lose}.
 */
final class FlushTracker {
  private final LongSupplier nanos;
  private final long lossMemoryNanos;
  private final Queue<Flush> flushes = new ConcurrentLinkedQueue<>();
  private final AtomicReference<@Nullable Loss> loss = new AtomicReference<>();

  /** All events with a lower ticket are delivered or dropped. */
  private volatile long settled;

  private volatile boolean ended;

  FlushTracker(LongSupplier nanos, long lossMemoryNanos) {
    this.nanos = nanos;
    this.lossMemoryNanos = lossMemoryNanos;
  }

  /** Whether a flush waits for an event. */
  boolean isWaiting() {
    for (Flush flush : flushes) {
      if (flush.ticket > settled) {
        return true;
      }
    }
    return false;
  }

  /** All events with a lower ticket are delivered, or dropped and passed to {@link #lose}. */
  void advance(long ticket) {
    if (ticket > settled) {
      settled = ticket;
      flushes.forEach(flush -> LockSupport.unpark(flush.thread));
    }
  }

  /** The event with this ticket is dropped. */
  void lose(long ticket) {
    var newLoss = new Loss(ticket, nanos.getAsLong());
    loss.accumulateAndGet(newLoss, (before, now) -> before == null ? now : before.and(now));
    for (Flush flush : flushes) {
      if (ticket < flush.ticket) {
        flush.hasLost = true;
      }
    }
  }

  /** Ends all waits: nothing will be delivered any more. */
  void end() {
    ended = true;
    flushes.forEach(flush -> LockSupport.unpark(flush.thread));
  }

  /**
   * Waits until all events with a lower ticket are delivered or dropped, and returns whether that
   * happened in time and none of them was dropped.
   */
  boolean await(long ticket, long timeoutNanos, Runnable wakeSender) {
    long start = nanos.getAsLong();
    var flush = new Flush(ticket, Thread.currentThread());
    // Added before the earlier loss is read, so each loss is seen in one of the two places.
    flushes.add(flush);
    try {
      Loss before = loss.get();
      boolean hasLostBefore = before != null && before.firstTicket < ticket;
      wakeSender.run();
      boolean inTime = waitFor(ticket, start + timeoutNanos);
      if (before != null && hasLostBefore && start - before.nanos > lossMemoryNanos) {
        loss.compareAndSet(before, null);
      }
      return inTime && !hasLostBefore && !flush.hasLost;
    } finally {
      flushes.remove(flush);
    }
  }

  private boolean waitFor(long ticket, long deadline) {
    while (settled < ticket) {
      long left = deadline - nanos.getAsLong();
      if (left <= 0 || ended || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(this, left);
    }
    return true;
  }

  /** The losses to report: the lowest ticket among them, and when the last one happened. */
  private record Loss(long firstTicket, long nanos) {
    Loss and(Loss later) {
      return new Loss(Math.min(firstTicket, later.firstTicket), later.nanos);
    }
  }

  private static final class Flush {
    final long ticket;
    final Thread thread;
    volatile boolean hasLost;

    Flush(long ticket, Thread thread) {
      this.ticket = ticket;
      this.thread = thread;
    }
  }
}
