// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
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
  private final LongSupplier nanos;
  private final long lossMemoryNanos;
  private volatile Loss loss = Loss.NONE;
  private volatile long[] settled;
  private volatile boolean ended;

  /** Of a queue whose next tickets are these. */
  Flushes(long[] tickets, LongSupplier nanos, long lossMemoryNanos) {
    this.settled = tickets;
    this.nanos = nanos;
    this.lossMemoryNanos = lossMemoryNanos;
  }

  /** Whether somebody waits for an event that is not settled. */
  boolean areWanted() {
    if (!waiters.isEmpty()) {
      for (Waiter waiter : waiters) {
        if (isBelow(settled, waiter.tickets)) {
          return true;
        }
      }
    }
    return false;
  }

  /** All tickets of each lane below these are settled, and their losses told. */
  void advance(long[] tickets) {
    if (isBelow(settled, tickets)) {
      settled = tickets;
      waiters.forEach(Waiter::wake);
    }
  }

  /** The event with this ticket is lost. */
  void lose(long ticket) {
    long now = nanos.getAsLong();
    LOSS.updateAndGet(this, before -> before.and(ticket, now));
    for (Waiter waiter : waiters) {
      if (ticket < waiter.tickets[EventQueue.lane(ticket)]) {
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
   * Waits until all tickets of each lane below these are settled, and returns whether they were and
   * none of them is lost.
   */
  boolean await(long[] tickets, long timeoutNanos, Runnable wakeSender) {
    long start = nanos.getAsLong();
    long deadline = start + timeoutNanos;
    var waiter = new Waiter(tickets, Thread.currentThread());
    // Known to the sender before the losses so far are read: each loss is seen by one of the two.
    waiters.add(waiter);
    try {
      Loss before = loss;
      boolean lostBefore = isBelow(before.firstTickets, tickets);
      wakeSender.run();
      boolean known = waitFor(tickets, deadline);
      if (lostBefore && start - before.nanos > lossMemoryNanos) {
        LOSS.compareAndSet(this, before, Loss.NONE);
      }
      return known && !lostBefore && !waiter.lost;
    } finally {
      waiters.remove(waiter);
    }
  }

  private boolean waitFor(long[] tickets, long deadline) {
    while (isBelow(settled, tickets)) {
      long left = deadline - nanos.getAsLong();
      if (left <= 0 || ended || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(this, left);
    }
    return true;
  }

  /** Whether a ticket of one lane is below its like. */
  private static boolean isBelow(long[] tickets, long[] others) {
    for (int i = 0; i < EventQueue.LANES; i++) {
      if (tickets[i] < others[i]) {
        return true;
      }
    }
    return false;
  }

  /** The losses that still count: each lane's oldest ticket of them, and when the last happened. */
  private static final class Loss {
    static final Loss NONE = new Loss(new long[EventQueue.LANES], 0);

    static {
      Arrays.fill(NONE.firstTickets, Long.MAX_VALUE);
    }

    final long[] firstTickets;
    final long nanos;

    Loss(long[] firstTickets, long nanos) {
      this.firstTickets = firstTickets;
      this.nanos = nanos;
    }

    Loss and(long ticket, long now) {
      long[] tickets = firstTickets.clone();
      int lane = EventQueue.lane(ticket);
      tickets[lane] = Math.min(tickets[lane], ticket);
      return new Loss(tickets, now);
    }
  }

  private static final class Waiter {
    final long[] tickets;
    final Thread thread;
    volatile boolean lost;

    Waiter(long[] tickets, Thread thread) {
      this.tickets = tickets;
      this.thread = thread;
    }

    void wake() {
      LockSupport.unpark(thread);
    }
  }
}
