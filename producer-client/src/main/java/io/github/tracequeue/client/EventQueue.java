// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The queue between the agents' threads and the sender, bounded by events and by bytes. Any thread
 * may offer; one takes. No operation blocks.
 *
 * <p>Each agent's thread has one of a few lanes, so that two agents seldom write to the same line
 * of a core's cache, which is what an offer would wait for longest. A lane is a list of nodes, and
 * its newest node is its account: how many events it was given, and what it has left of the room
 * lent to it. So one compare-and-set lets an event in, within the bounds and in order. While the
 * queue is not half full a lane borrows room for some events at once; then for each event alone,
 * and before an event finds no room, the lanes give back what they have left.
 *
 * <p>An event keeps its room until its fate is known. Its ticket tells its lane and its place
 * there; tickets of one lane are in order.
 */
final class EventQueue {
  /** A power of two. */
  static final int LANES = 8;

  /** The outcomes of an offer; no enum, which would be a hundredth of the jar. */
  static final int ACCEPTED = 0;

  static final int FULL = -1;

  /** The event is over the limit that it was offered with, and would fit without its text. */
  static final int TIGHT = -2;

  static final int CLOSED = -3;

  /** Room in one word: its bytes in 40 bits, its events above them. */
  private static final long ONE_EVENT = 1L << 40;

  /** Slots between those of two lanes: 128 bytes, two lines of a cache. */
  private static final int STRIDE = 32;

  /** A loan is this part of the queue's bounds. */
  private static final int LOANS = 128;

  private final int maxEvents;
  private final long maxBytes;

  /** What a lane has left at most: nothing in a queue too small to be shared out. */
  private final long loan;

  /** The room lent to the lanes: what events have, and what is left in the lanes. */
  private final AtomicLong lent = new AtomicLong();

  /** The newest node of each lane. */
  private final AtomicReferenceArray<Node> tails = new AtomicReferenceArray<>((LANES + 1) * STRIDE);

  /** The node taken last of each lane; the taker's. */
  private final Node[] heads = new Node[LANES];

  /** The lane taken from last; the taker's. */
  private int lane;

  private volatile boolean closed;

  EventQueue(int maxEvents, long maxBytes) {
    this.maxEvents = maxEvents;
    this.maxBytes = maxBytes;
    this.loan = maxEvents < LOANS ? 0 : maxEvents / LOANS * ONE_EVENT + maxBytes / LOANS;
    for (int i = 0; i < LANES; i++) {
      heads[i] = new Node(null);
      tails.set(slot(i), heads[i]);
      // Links the call now: in the first offer an error of that would cut the lane in two.
      heads[i].setRelease(null);
    }
  }

  /** Puts the event in, as long as all events together have no more bytes than the limit. */
  int offer(Event event, long byteLimit) {
    if (closed) {
      return CLOSED;
    }
    int slot = slot((int) Thread.currentThread().getId() & LANES - 1);
    var node = new Node(event);
    long need = ONE_EVENT + event.heapBytes;
    while (true) {
      Node last = tails.get(slot);
      long borrowed = 0;
      if (events(last.room) == 0 || bytes(last.room) < event.heapBytes) {
        borrowed = borrow(event, byteLimit, last.room);
        if (borrowed < 0) {
          return (int) borrowed;
        }
      }
      node.follow(last, last.room + borrowed - need);
      if (tails.compareAndSet(slot, last, node)) {
        // Between these two nothing may fail: what is not linked stops its lane.
        last.setRelease(node);
        return ACCEPTED;
      }
      lent.addAndGet(-borrowed);
    }
  }

  /** The next event, or null: there is none, or the thread that put it in has not linked it yet. */
  @Nullable Event take() {
    for (int i = 0; i < LANES; i++) {
      lane = (lane + 1) % LANES;
      Node next = heads[lane].getAcquire();
      while (next != null) {
        Event event = next.event;
        next.event = null;
        // An old node that is dead must not keep young ones alive.
        heads[lane].setPlain(null);
        heads[lane] = next;
        if (event != null) {
          return event;
        }
        next = next.getAcquire();
      }
    }
    return null;
  }

  /** The ticket of the event taken last; for the taker. */
  long ticket() {
    return head(lane) - LANES;
  }

  /** The ticket of the next event of each lane; for the taker. */
  long[] heads() {
    long[] tickets = new long[LANES];
    for (int i = 0; i < LANES; i++) {
      tickets[i] = head(i);
    }
    return tickets;
  }

  /** Whether an event waits; for the taker. */
  boolean hasEvents() {
    for (int i = 0; i < LANES; i++) {
      if (tail(i).events > heads[i].events) {
        return true;
      }
    }
    return false;
  }

  /** The ticket that the next event of each lane will have. */
  long[] tails() {
    long[] tickets = new long[LANES];
    for (int i = 0; i < LANES; i++) {
      tickets[i] = tail(i).events * LANES + i;
    }
    return tickets;
  }

  /** The number of events let in so far. */
  long accepted() {
    long events = 0;
    for (int i = 0; i < LANES; i++) {
      events += tail(i).events;
    }
    return events;
  }

  static int lane(long ticket) {
    return (int) ticket & LANES - 1;
  }

  /** Gives room back, once the fate of these events is known. */
  void release(int events, long bytes) {
    lent.addAndGet(-(events * ONE_EVENT + bytes));
  }

  /** Lets nothing in any more. */
  void close() {
    closed = true;
  }

  boolean isClosed() {
    return closed;
  }

  /** Events that were let in and whose fate is open. */
  long pendingEvents() {
    long left = 0;
    for (int i = 0; i < LANES; i++) {
      left += events(tail(i).room);
    }
    return Math.max(0, events(lent.get()) - left);
  }

  long pendingBytes() {
    long left = 0;
    for (int i = 0; i < LANES; i++) {
      left += bytes(tail(i).room);
    }
    return Math.max(0, bytes(lent.get()) - left);
  }

  /** Whether it holds this many events or bytes, or gets no more. */
  boolean isFilling(int manyEvents, long manyBytes) {
    long most = lent.get();
    return closed
        || (events(most) >= manyEvents && pendingEvents() >= manyEvents)
        || (bytes(most) >= manyBytes && pendingBytes() >= manyBytes);
  }

  long maxBytes() {
    return maxBytes;
  }

  int maxEvents() {
    return maxEvents;
  }

  /**
   * Room for the event, and perhaps as much more as makes what is left in the lane a whole loan; or
   * the outcome of the offer.
   */
  private long borrow(Event event, long byteLimit, long left) {
    boolean collected = false;
    while (true) {
      long used = lent.get();
      long bytes = bytes(used) + event.heapBytes;
      long room = ONE_EVENT + event.heapBytes;
      if (events(used) < maxEvents / 2 && bytes < maxBytes / 2) {
        room += loan - left;
      }
      if (events(used) < maxEvents && bytes <= byteLimit) {
        if (lent.compareAndSet(used, used + room)) {
          return room;
        }
      } else if (collected) {
        return events(used) < maxEvents && bytes - event.textBytes <= maxBytes ? TIGHT : FULL;
      } else {
        collect();
        collected = true;
      }
    }
  }

  /** Takes from the lanes what they have left. */
  private void collect() {
    for (int i = 0; i < LANES; i++) {
      Node last = tail(i);
      if (last.room > 0) {
        var node = new Node(null);
        node.follow(last, 0);
        if (tails.compareAndSet(slot(i), last, node)) {
          last.setRelease(node);
          lent.addAndGet(-last.room);
        }
      }
    }
  }

  private long head(int of) {
    return heads[of].events * LANES + of;
  }

  private Node tail(int of) {
    return tails.get(slot(of));
  }

  private static int slot(int of) {
    return (of + 1) * STRIDE;
  }

  private static long events(long room) {
    return room >>> 40;
  }

  private static long bytes(long room) {
    return room & ONE_EVENT - 1;
  }

  /** An event in its lane, or none where room was taken back; it refers to the node after it. */
  private static final class Node extends AtomicReference<@Nullable Node> {
    private static final long serialVersionUID = 1;

    private transient @Nullable Event event;

    /** The events of the lane up to here. */
    private long events;

    /** What the lane has left of the room lent to it. */
    private long room;

    Node(@Nullable Event event) {
      this.event = event;
    }

    void follow(Node before, long left) {
      events = event == null ? before.events : before.events + 1;
      room = left;
    }
  }
}
