// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An envelope with events, and the state of its delivery. Only for the sender's thread. */
final class Message {
  /** The end of the envelope, after the last event. */
  static final String END = "]}";

  private final String head;
  private final List<EncodedEvent> events;
  private final LossCounts report;
  private long spentNanos;
  private boolean isSent;
  private boolean isAlone;
  private @Nullable SendFailure failure;

  /**
   * A message.
   *
   * @param head the envelope up to its first event
   * @param report the losses that the head reports
   */
  Message(String head, List<EncodedEvent> events, LossCounts report) {
    this.head = head;
    this.events = List.copyOf(events);
    this.report = report;
  }

  /** The envelope's length in bytes, which are ASCII characters. */
  int length() {
    int length = head.length() + Math.max(0, events.size() - 1) + END.length();
    for (EncodedEvent event : events) {
      length += event.json().length();
    }
    return length;
  }

  /** The envelope as JSON. */
  String body() {
    var body = new StringBuilder(length()).append(head);
    String separator = "";
    for (EncodedEvent event : events) {
      body.append(separator).append(event.json());
      separator = ",";
    }
    return body.append(END).toString();
  }

  List<EncodedEvent> events() {
    return events;
  }

  long heapBytes() {
    return events.stream().mapToLong(EncodedEvent::heapBytes).sum();
  }

  /** The losses that the envelope reports. */
  LossCounts report() {
    return report;
  }

  /** The time spent so far on delivering the message. */
  long spentNanos() {
    return spentNanos;
  }

  void spend(long nanos) {
    spentNanos += nanos;
  }

  /** Marks the message as sent and returns whether it was sent before. */
  boolean markSent() {
    boolean before = isSent;
    isSent = true;
    return before;
  }

  /** Whether the message is sent in its own request, so that it cannot block others. */
  boolean isAlone() {
    return isAlone;
  }

  void setAlone() {
    isAlone = true;
  }

  /** The last failure to send the message. */
  @Nullable SendFailure failure() {
    return failure;
  }

  void fail(SendFailure newFailure) {
    failure = newFailure;
  }
}
