// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The bounded queue between the agents' threads and the sender: any thread offers, one thread
 * takes, and no operation blocks.
 *
 * <p>An event counts against the bounds from its offer until it is delivered or dropped, so the
 * bounds also cover the events in flight. Each accepted event has a ticket: 0, 1, 2, ... in the
 * order in which the events are taken.
 */
final class EventQueue {
  /** The outcome of an offer. */
  enum Offer {
    ACCEPTED,
    FULL,
    CLOSED
  }

  /**
   * The used capacity in one word, so that one compare-and-set checks both bounds: the sign says
   * that the queue is closed, then 23 bits of events, then 40 bits of bytes.
   */
  private static final long ONE_EVENT = 1L << 40;

  private final int maxEvents;
  private final long maxBytes;
  private final AtomicLong used = new AtomicLong();
  private final AtomicLong nextTicket = new AtomicLong();

  /** One slot for each event that the bounds allow, so the slot of a new ticket is free. */
  private final AtomicReferenceArray<@Nullable Event> slots;

  /** The ticket of the oldest event; only the taker writes it. */
  private volatile long head;

  EventQueue(int maxEvents, long maxBytes) {
    this.maxEvents = maxEvents;
    this.maxBytes = maxBytes;
    this.slots = new AtomicReferenceArray<>(Integer.highestOneBit(2 * maxEvents - 1));
    // Links the method now. An OutOfMemoryError while linking it in offer() would leave a ticket
    // without an event.
    slots.setRelease(0, null);
  }

  Offer offer(Event event) {
    long before;
    do {
      before = used.get();
      if (before < 0) {
        return Offer.CLOSED;
      }
      if (events(before) >= maxEvents || bytes(before) + event.heapBytes > maxBytes) {
        return Offer.FULL;
      }
    } while (!used.compareAndSet(before, before + ONE_EVENT + event.heapBytes));
    // No operation between these two lines may fail: a ticket without an event stops the taker.
    long ticket = nextTicket.getAndIncrement();
    slots.setRelease(slot(ticket), event);
    return Offer.ACCEPTED;
  }

  /**
   * The oldest event. Null if there is none, or if the thread that got the oldest ticket has not
   * stored its event yet. Only for the taker.
   */
  @Nullable Event peek() {
    return slots.getAcquire(slot(head));
  }

  /** Removes the event that {@link #peek} returned; only for the taker. */
  void remove() {
    long ticket = head;
    // The next writer of this slot sees this write, because it needs the room of a later release().
    slots.setPlain(slot(ticket), null);
    head = ticket + 1;
  }

  /** The ticket of the oldest event, or of the next one if there is none. */
  long head() {
    return head;
  }

  /** Whether an event waits to be taken. */
  boolean hasEvents() {
    return nextTicket.get() > head;
  }

  /** The number of events accepted so far, which is the ticket of the next one. */
  long accepted() {
    return nextTicket.get();
  }

  /** Frees the room of delivered or dropped events. */
  void release(int events, long bytes) {
    used.addAndGet(-(events * ONE_EVENT + bytes));
  }

  /** Refuses all further offers. */
  void close() {
    used.getAndUpdate(before -> before | Long.MIN_VALUE);
  }

  boolean isClosed() {
    return used.get() < 0;
  }

  /** Events accepted and neither delivered nor dropped. */
  int pendingEvents() {
    return events(used.get());
  }

  /** The estimated heap of these events. */
  long pendingBytes() {
    return bytes(used.get());
  }

  /** Whether the pending events have at least this number, or at least this estimated heap. */
  boolean isFilledTo(int events, long bytes) {
    long now = used.get();
    return events(now) >= events || bytes(now) >= bytes;
  }

  private int slot(long ticket) {
    return (int) ticket & (slots.length() - 1);
  }

  private static int events(long word) {
    return (int) ((word & Long.MAX_VALUE) / ONE_EVENT);
  }

  private static long bytes(long word) {
    return word & (ONE_EVENT - 1);
  }
}
