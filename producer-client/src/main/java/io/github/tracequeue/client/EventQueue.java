// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The queue between the agents' threads and the sender, bounded by events and by bytes. Any thread
 * may offer; one takes. No operation blocks.
 *
 * <p>An event is first given room in the budget, which it keeps until its fate is known, then a
 * ticket, the number of its slot. As the ring has a slot for all that the budget admits, the
 * ticket's slot is free.
 */
final class EventQueue {
  /** The outcome of an offer: the ticket, or one of these. */
  static final long FULL = -1;

  static final long CLOSED = -2;

  /**
   * The budget in use, in one word: whether it is closed (the sign), the events (23 bits), their
   * bytes (40 bits).
   */
  private static final long ONE_EVENT = 1L << 40;

  private static final long BYTES = ONE_EVENT - 1;

  private final int maxEvents;
  private final long maxBytes;
  private final AtomicReferenceArray<@Nullable Event> ring;
  private final AtomicLong budget = new AtomicLong();
  private final AtomicLong tail = new AtomicLong();

  /** The next ticket to take; the taker's alone. */
  private long head;

  EventQueue(int maxEvents, long maxBytes) {
    this.maxEvents = maxEvents;
    this.maxBytes = maxBytes;
    this.ring = new AtomicReferenceArray<>(Integer.highestOneBit(2 * maxEvents - 1));
    // Links the call now: in the first offer an error of that would leave a ticket without event.
    ring.setRelease(0, null);
  }

  /**
   * Puts the event in and returns its ticket; {@link #FULL} or {@link #CLOSED} where it may not.
   */
  long offer(Event event) {
    long used = budget.get();
    while (true) {
      if (used < 0) {
        return CLOSED;
      }
      if (events(used) >= maxEvents || bytes(used) + event.heapBytes > maxBytes) {
        return FULL;
      }
      if (budget.compareAndSet(used, used + ONE_EVENT + event.heapBytes)) {
        break;
      }
      used = budget.get();
    }
    long ticket = tail.getAndIncrement();
    // From here to the slot nothing may fail: a ticket without its event stops the queue.
    ring.setRelease(slot(ticket), event);
    return ticket;
  }

  /**
   * The next event, or null: there is none, or the thread that has its ticket has not put it in
   * yet.
   */
  @Nullable Event take() {
    int slot = slot(head);
    Event event = ring.getAcquire(slot);
    if (event != null) {
      // Seen by whoever gets this slot next, as that one's room in the budget comes from a later
      // release().
      ring.setPlain(slot, null);
      head++;
    }
    return event;
  }

  /** The ticket that {@link #take} looks at; for the taker. */
  long head() {
    return head;
  }

  /** The number of tickets given out. */
  long tail() {
    return tail.get();
  }

  /** Gives room back, once the fate of these events is known. */
  void release(int events, long bytes) {
    budget.addAndGet(-(events * ONE_EVENT + bytes));
  }

  /** Lets nothing in any more. */
  void close() {
    long used = budget.get();
    while (!budget.compareAndSet(used, used | Long.MIN_VALUE)) {
      used = budget.get();
    }
  }

  boolean isClosed() {
    return budget.get() < 0;
  }

  /** Events that were let in and whose fate is open. */
  int pendingEvents() {
    return events(budget.get());
  }

  long pendingBytes() {
    return bytes(budget.get());
  }

  /** Whether it holds this many events or bytes, or gets no more. */
  boolean isFilling(int manyEvents, long manyBytes) {
    long used = budget.get();
    return used < 0 || events(used) >= manyEvents || bytes(used) >= manyBytes;
  }

  long maxBytes() {
    return maxBytes;
  }

  int maxEvents() {
    return maxEvents;
  }

  private int slot(long ticket) {
    return (int) ticket & (ring.length() - 1);
  }

  private static int events(long used) {
    return (int) ((used & Long.MAX_VALUE) >>> 40);
  }

  private static long bytes(long used) {
    return used & BYTES;
  }
}
