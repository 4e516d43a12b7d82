// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import io.github.tracequeue.store.TraceStore;
import io.github.tracequeue.store.WriteOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Writes that run one after the other, until one fails. */
final class WriteGroup {

  /** The rank of a write that determines whether a message can be divided. */
  static final int RECEIPT = 0;

  /** The rank of the first write of each message. */
  static final int FIRST_OF_MESSAGE = 1;

  private final List<PlannedWrite> writes = new ArrayList<>();
  private final ConcurrentLinkedQueue<WriteOutcome> outcomes = new ConcurrentLinkedQueue<>();
  private int rank;

  /** A group of one write; the group with the lowest rank starts first. */
  WriteGroup(PlannedWrite write, int rank) {
    this.rank = rank;
    writes.add(write);
  }

  void add(PlannedWrite write, int itsRank) {
    writes.add(write);
    rank = Math.min(rank, itsRank);
  }

  int rank() {
    return rank;
  }

  /**
   * Continues where the last call stopped; throws what a write throws. Not for concurrent use.
   *
   * @param lastStart no write starts after this deadline
   * @return whether all writes are finished
   */
  boolean write(TraceStore store, String attempt, Deadline lastStart) {
    int begun = outcomes.size();
    for (PlannedWrite write : writes.subList(begun, writes.size())) {
      if (outcomes.size() > begun && lastStart.isOver()) {
        return false;
      }
      outcomes.add(write.write(store, attempt));
    }
    return true;
  }

  /** Sets the fate of the finished writes. Only for the thread of the invocation. */
  void settle() {
    int i = 0;
    for (WriteOutcome outcome : outcomes) {
      writes.get(i).fate(EventFate.of(outcome));
      i++;
    }
  }
}
