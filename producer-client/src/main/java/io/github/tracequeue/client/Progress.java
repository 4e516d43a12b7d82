// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

/** How far the accepted events are, in one value so that one read of it is consistent. */
final class Progress {
  static final Progress NONE = new Progress(0, 0, LossCounts.NONE);

  /** Events that left the queue. */
  final long taken;

  /** Of those, events that the queue in the cloud acknowledged. */
  final long delivered;

  /** Of those, events that were given up. */
  final LossCounts lost;

  private Progress(long taken, long delivered, LossCounts lost) {
    this.taken = taken;
    this.delivered = delivered;
    this.lost = lost;
  }

  Progress plus(long moreTaken, long moreDelivered, LossCounts moreLost) {
    return new Progress(taken + moreTaken, delivered + moreDelivered, lost.plus(moreLost));
  }

  /**
   * The end: each of so many accepted events that was not delivered or lost is lost to the
   * shutdown.
   */
  Progress endedAt(long accepted) {
    long open = accepted - delivered - lost.total();
    return new Progress(accepted, delivered, lost.plus(DropReason.SHUTDOWN, open));
  }

  long inFlight() {
    return taken - delivered - lost.total();
  }
}
