// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import io.github.tracequeue.consumer.message.MessageEvent;
import io.github.tracequeue.consumer.message.Origin;
import io.github.tracequeue.consumer.message.Rejection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One message of a batch with its events; for the thread of the invocation. */
final class PlannedMessage {

  private final Origin origin;
  private final long dropped;
  private final List<Event> events = new ArrayList<>();
  private final List<Rejected> rejected = new ArrayList<>();

  /** The positions of rejected events that are not in quarantine. */
  private Set<Integer> notQuarantined = Set.of();

  private int rejectedAgain;
  private PlannedWrite.@Nullable OfReceipt receipt;

  /**
   * A message without events yet.
   *
   * @param dropped how many events its sender reports as dropped
   */
  PlannedMessage(Origin origin, long dropped) {
    this.origin = origin;
    this.dropped = dropped;
  }

  /** An event that is not rejected, as it came and as it is written. */
  record Event(MessageEvent sent, PlannedWrite write, boolean sampledOut) {}

  /** An event that is rejected, as it came, and why. */
  record Rejected(MessageEvent sent, Rejection rejection) {}

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

  /** Gives each event that is counted without being stored the fate that the receipt decides. */
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

  /** How many drops of its sender count now, and at no other delivery. */
  long droppedNow() {
    return receipt != null && receipt.fate() == EventFate.STORED ? dropped : 0;
  }

  /** Whether nothing of it must come again. */
  boolean isDone() {
    return areEventsDone() && notQuarantined.isEmpty();
  }

  /** Whether all its events are written that can be. */
  boolean areEventsDone() {
    return isReceiptDone() && events.stream().noneMatch(event -> event.write.isFailed());
  }

  /**
   * Whether what is left of it can come again without the rest: something of it is done, so that
   * each time less is left.
   */
  boolean isDivisible() {
    boolean hasProgress =
        rejected.size() > notQuarantined.size()
            || events.stream().anyMatch(event -> !event.write.isCopy() && !event.write.isFailed());
    return hasProgress && isReceiptDone();
  }

  /** Notes which of its rejected events are not in quarantine, by their positions. */
  void settleRejected(Set<Integer> positions) {
    notQuarantined = positions;
  }

  /** What must come again. */
  List<MessageEvent> left() {
    List<MessageEvent> left = new ArrayList<>();
    unwritten().forEach(event -> left.add(event.sent));
    for (Rejected bad : rejected) {
      if (notQuarantined.contains(bad.sent.position())) {
        left.add(bad.sent);
      }
    }
    return left;
  }

  /** Notes that what was left of it comes again by itself. */
  void settleLeft() {
    unwritten().forEach(event -> event.write.fate(EventFate.RESENT));
    rejectedAgain = notQuarantined.size();
    notQuarantined = Set.of();
  }

  /** How many of its rejected events come again by themselves. */
  int rejectedAgain() {
    return rejectedAgain;
  }

  private List<Event> unwritten() {
    return events.stream()
        .filter(event -> !event.write.isCopy() && event.write.isFailed())
        .toList();
  }

  private boolean isReceiptDone() {
    return receipt == null || !receipt.isFailed();
  }
}
