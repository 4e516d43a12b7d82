// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Who waits for what to be settled. A flush waits for the tickets below its own, whatever comes
 * after; it is told the truth about each of them. A loss counts against every flush up to and
 * including the first that begins more than the memory of losses after it. Safe for threads; the
 * sender alone advances and loses.
 */
final class Flushes {
  private static final AtomicReferenceFieldUpdater<Flushes, Loss> LOSS =
      AtomicReferenceFieldUpdater.newUpdater(Flushes.class, Loss.class, "loss");

  private final Queue<Waiter> waiters = new ConcurrentLinkedQueue<>();
  private final AtomicLong requested = new AtomicLong();
  private final LongSupplier nanos;
  private final long lossMemoryNanos;
  private volatile Loss loss = Loss.NONE;
  private volatile long watermark;
  private volatile boolean ended;

  Flushes(LongSupplier nanos, long lossMemoryNanos) {
    this.nanos = nanos;
    this.lossMemoryNanos = lossMemoryNanos;
  }

  /** Whether somebody waits for an event that is not settled. */
  boolean areWanted() {
    if (requested.get() > watermark) {
      for (Waiter waiter : waiters) {
        if (waiter.ticket > watermark) {
          return true;
        }
      }
    }
    return false;
  }

  /** All tickets below this one are settled, and their losses told. */
  void advance(long ticket) {
    if (ticket > watermark) {
      watermark = ticket;
      waiters.forEach(Waiter::wake);
    }
  }

  /** The event with this ticket is lost. */
  void lose(long ticket) {
    long now = nanos.getAsLong();
    LOSS.updateAndGet(this, before -> new Loss(Math.min(before.firstTicket, ticket), now));
    for (Waiter waiter : waiters) {
      if (ticket < waiter.ticket) {
        waiter.lost = true;
      }
    }
  }

  /** Nothing will be settled any more. */
  void end() {
    ended = true;
    waiters.forEach(Waiter::wake);
  }

  /**
   * Waits until all tickets below this one are settled, and returns whether they were and none of
   * them is lost.
   */
  boolean await(long ticket, long timeoutNanos, Runnable wakeSender) {
    long start = nanos.getAsLong();
    long deadline = start + timeoutNanos;
    var waiter = new Waiter(ticket, Thread.currentThread());
    // Known to the sender before the losses so far are read: each loss is seen by one of the two.
    waiters.add(waiter);
    try {
      Loss before = loss;
      boolean lostBefore = before.firstTicket < ticket;
      requested.accumulateAndGet(ticket, Math::max);
      wakeSender.run();
      boolean settled = waitFor(ticket, deadline);
      if (lostBefore && start - before.nanos > lossMemoryNanos) {
        LOSS.compareAndSet(this, before, Loss.NONE);
      }
      return settled && !lostBefore && !waiter.lost;
    } finally {
      waiters.remove(waiter);
    }
  }

  private boolean waitFor(long ticket, long deadline) {
    while (watermark < ticket) {
      long left = deadline - nanos.getAsLong();
      if (left <= 0 || ended || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(this, left);
    }
    return true;
  }

  /** The losses that still count: the oldest of their tickets, and when the last happened. */
  private static final class Loss {
    static final Loss NONE = new Loss(Long.MAX_VALUE, 0);

    final long firstTicket;
    final long nanos;

    Loss(long firstTicket, long nanos) {
      this.firstTicket = firstTicket;
      this.nanos = nanos;
    }
  }

  private static final class Waiter {
    final long ticket;
    final Thread thread;
    volatile boolean lost;

    Waiter(long ticket, Thread thread) {
      this.ticket = ticket;
      this.thread = thread;
    }

    void wake() {
      LockSupport.unpark(thread);
    }
  }
}
