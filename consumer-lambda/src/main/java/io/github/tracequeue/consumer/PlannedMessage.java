// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import io.github.tracequeue.consumer.message.MessageEvent;
import io.github.tracequeue.consumer.message.Origin;
import io.github.tracequeue.consumer.message.Rejection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A message of a batch with its events. Only for the thread of the invocation. */
final class PlannedMessage {

  private final Origin origin;
  private final long dropped;
  private final List<Event> events = new ArrayList<>();
  private final List<Rejected> rejected = new ArrayList<>();

  /** The positions of rejected events that are not in quarantine. */
  private Set<Integer> notQuarantined = Set.of();

  /** Events that are stored but unfinished, because an update that they need has failed. */
  private Set<PlannedWrite> unnoted = Set.of();

  private int rejectedAgain;
  private PlannedWrite.@Nullable OfReceipt receipt;
  private @Nullable PlannedWrite dropReport;

  /**
   * A message without events yet.
   *
   * @param dropped the number of events that its sender reports as dropped
   */
  PlannedMessage(Origin origin, long dropped) {
    this.origin = origin;
    this.dropped = dropped;
  }

  /** A valid event, as received and as written. */
  record Event(MessageEvent sent, PlannedWrite write, boolean sampledOut) {}

  /** A rejected event, as received, with the reason. */
  record Rejected(MessageEvent sent, Rejection rejection) {}

  /** The writes of the valid events of messages, in order. */
  static List<PlannedWrite> writesOf(List<PlannedMessage> messages) {
    List<PlannedWrite> writes = new ArrayList<>();
    messages.forEach(message -> message.events.forEach(event -> writes.add(event.write())));
    return writes;
  }

  Origin origin() {
    return origin;
  }

  List<Event> events() {
    return events;
  }

  List<Rejected> rejected() {
    return rejected;
  }

  void receipt(PlannedWrite.OfReceipt receipt) {
    this.receipt = receipt;
  }

  void dropReport(PlannedWrite write) {
    dropReport = write;
  }

  /** Sets the fate of each event that is counted but not stored, as determined by the receipt. */
  void settleSampledOut() {
    EventFate fate = receipt == null ? EventFate.FAILED : receipt.fate();
    for (Event event : events) {
      if (event.sampledOut) {
        event.write.fate(
            switch (fate) {
              case FAILED -> EventFate.FAILED;
              case STORED -> EventFate.SAMPLED_OUT;
              default -> EventFate.DUPLICATE;
            });
      }
    }
  }

  /** The number of its sender's drops that this delivery counts. */
  long droppedNow() {
    return receipt != null && receipt.fate() == EventFate.STORED ? dropped : 0;
  }

  /** Sets the events that are unfinished because of an update, of this and other messages. */
  void settleNotes(Set<PlannedWrite> unfinished) {
    unnoted = unfinished;
  }

  /** Whether it is finished. */
  boolean isDone() {
    return areEventsDone() && notQuarantined.isEmpty();
  }

  /** Whether all its valid events are written. */
  boolean areEventsDone() {
    return isReceiptDone() && events.stream().allMatch(event -> isFinished(event.write));
  }

  /**
   * Whether its unfinished events can be sent back separately: a part of it is finished, so that
   * each delivery makes progress.
   */
  boolean isDivisible() {
    boolean hasProgress =
        rejected.size() > notQuarantined.size()
            || events.stream().anyMatch(event -> !event.write.isCopy() && isFinished(event.write));
    return hasProgress && isReceiptDone();
  }

  /** Sets the positions of its rejected events that are not in quarantine. */
  void settleRejected(Set<Integer> positions) {
    notQuarantined = positions;
  }

  /** The unfinished events. */
  List<MessageEvent> left() {
    List<MessageEvent> left = new ArrayList<>();
    for (Event event : events) {
      if (!event.write.isCopy() && !isFinished(event.write)) {
        left.add(event.sent);
      }
    }
    for (Rejected bad : rejected) {
      if (notQuarantined.contains(bad.sent.position())) {
        left.add(bad.sent);
      }
    }
    return left;
  }

  /** Marks its unfinished events as sent back. */
  void settleLeft() {
    for (Event event : events) {
      if (!event.write.isCopy() && event.write.isFailed()) {
        event.write.fate(EventFate.RESENT);
      }
    }
    unnoted = Set.of();
    rejectedAgain = notQuarantined.size();
    notQuarantined = Set.of();
  }

  /** The number of its rejected events that were sent back. */
  int rejectedAgain() {
    return rejectedAgain;
  }

  private boolean isFinished(PlannedWrite write) {
    return !write.isFailed() && !unnoted.contains(write);
  }

  private boolean isReceiptDone() {
    return (receipt == null || !receipt.isFailed())
        && (dropReport == null || !dropReport.isFailed());
  }
}
