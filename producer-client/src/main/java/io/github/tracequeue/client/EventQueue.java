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
 * queue is not half full, a lane borrows room for some events at once; above that it borrows for
 * each event alone, and before an event is refused the lanes give back what they have left. So the
 * queue is full before its bounds only by what other threads are about to use or to give back.
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

  /** A loan is one part in this many of the queue's bounds. */
  private static final int LOANS = 128;

  final int maxEvents;
  final long maxBytes;

  /** What a lane has left at most: nothing in a queue too small to be shared out. */
  private final long loan;

  /**
   * The room lent to the lanes: what events have, what is left in the lanes, what is on its way.
   */
  private final AtomicLong lent = new AtomicLong();

  /** The newest node of each lane. */
  private final AtomicReferenceArray<Node> tails = new AtomicReferenceArray<>((LANES + 1) * STRIDE);

  /** The node taken last of each lane; the taker's. */
  private final Node[] heads = new Node[LANES];

  /**
   * What is taken in this round: each lane's events up to here, before any that come later, so that
   * a lane waits for no more than what the others hold already. The taker's.
   */
  private final long[] round = new long[LANES];

  /** The lane to take from; the taker's. */
  private int lane;

  private volatile boolean closed;

  EventQueue(int maxEvents, long maxBytes) {
    this.maxEvents = maxEvents;
    this.maxBytes = maxBytes;
    this.loan = maxEvents < LOANS ? 0 : maxEvents / LOANS * ONE_EVENT + maxBytes / LOANS;
    for (int i = 0; i < LANES; i++) {
      heads[i] = new Node(null);
      // Links these calls now: in the first offer an error of that would cut the lane in two.
      tails.compareAndSet(slot(i), null, heads[i]);
      heads[i].setRelease(null);
    }
  }

  /**
   * Puts the event in, as long as all events together have no more bytes than the limit, or its
   * lane has room left. May throw OutOfMemoryError, and has changed nothing then.
   */
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
    Event event = takeOfRound();
    if (event == null) {
      for (int i = 0; i < LANES; i++) {
        round[i] = tail(i).eventsSoFar;
      }
      event = takeOfRound();
    }
    return event;
  }

  /** The ticket of the event taken last; for the taker. */
  long ticket() {
    return (heads[lane].eventsSoFar - 1) * LANES + lane;
  }

  /** The ticket of the next event of each lane; for the taker. */
  long[] nextToTake() {
    long[] tickets = new long[LANES];
    for (int i = 0; i < LANES; i++) {
      tickets[i] = heads[i].eventsSoFar * LANES + i;
    }
    return tickets;
  }

  /** Whether an event waits; for the taker. */
  boolean hasEvents() {
    for (int i = 0; i < LANES; i++) {
      if (tail(i).eventsSoFar > heads[i].eventsSoFar) {
        return true;
      }
    }
    return false;
  }

  /** The ticket that the next event of each lane will have. */
  long[] nextToAccept() {
    long[] tickets = new long[LANES];
    for (int i = 0; i < LANES; i++) {
      tickets[i] = tail(i).eventsSoFar * LANES + i;
    }
    return tickets;
  }

  /** The number of events let in so far. */
  long accepted() {
    long events = 0;
    for (int i = 0; i < LANES; i++) {
      events += tail(i).eventsSoFar;
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

  /** Lets nothing in any more but what is being offered. */
  void close() {
    closed = true;
  }

  boolean isClosed() {
    return closed;
  }

  /** Events that were let in and whose fate is open. */
  long pendingEvents() {
    long left = left();
    return Math.max(0, events(lent.get()) - events(left));
  }

  long pendingBytes() {
    long left = left();
    return Math.max(0, bytes(lent.get()) - bytes(left));
  }

  /** Whether it holds this many events or bytes, or gets no more. */
  boolean isFilling(int manyEvents, long manyBytes) {
    long most = lent.get();
    return closed
        || (events(most) >= manyEvents && pendingEvents() >= manyEvents)
        || (bytes(most) >= manyBytes && pendingBytes() >= manyBytes);
  }

  private @Nullable Event takeOfRound() {
    for (int i = 0; i < LANES; i++) {
      while (heads[lane].eventsSoFar < round[lane]) {
        Node next = heads[lane].getAcquire();
        if (next == null) {
          break;
        }
        // An old node that is dead must not keep young ones alive.
        heads[lane].setPlain(null);
        heads[lane] = next;
        Event event = next.event;
        next.event = null;
        if (event != null) {
          return event;
        }
      }
      lane = (lane + 1) % LANES;
    }
    return null;
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
      while (last.room > 0) {
        var node = new Node(null);
        node.follow(last, 0);
        if (tails.compareAndSet(slot(i), last, node)) {
          last.setRelease(node);
          lent.addAndGet(-last.room);
        }
        // After a try that failed: an event was let in, or another thread has collected.
        last = tail(i);
      }
    }
  }

  /** What the lanes have left, which together is not more than one word holds. */
  private long left() {
    long left = 0;
    for (int i = 0; i < LANES; i++) {
      left += tail(i).room;
    }
    return left;
  }

  private Node tail(int ofLane) {
    return tails.get(slot(ofLane));
  }

  private static int slot(int ofLane) {
    return (ofLane + 1) * STRIDE;
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

    /** The events of the lane, up to here. */
    private long eventsSoFar;

    /** What the lane has left of the room lent to it. */
    private long room;

    Node(@Nullable Event event) {
      this.event = event;
    }

    void follow(Node before, long left) {
      eventsSoFar = event == null ? before.eventsSoFar : before.eventsSoFar + 1;
      room = left;
    }
  }
}
