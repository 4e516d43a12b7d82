// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import org.jspecify.annotations.Nullable;

/** An envelope ready to be sent, and what is known of the events in it. For the sender's thread. */
final class Message {
  private final String body;
  private final Encoded events;
  private final LossCounts report;
  private long spentNanos;
  private boolean sentBefore;
  private boolean alone;
  private @Nullable Failure failure;

  Message(String body, Encoded events, LossCounts report) {
    this.body = body;
    this.events = events;
    this.report = report;
  }

  /** The JSON, in ASCII: as many bytes as chars. */
  String body() {
    return body;
  }

  Encoded events() {
    return events;
  }

  /** The losses that the envelope reports. */
  LossCounts report() {
    return report;
  }

  /** What trying to deliver the message has taken so far. */
  long spentNanos() {
    return spentNanos;
  }

  void spend(long nanos) {
    spentNanos += nanos;
  }

  /** Marks the message as sent and returns whether it had been before. */
  boolean markSent() {
    boolean before = sentBefore;
    sentBefore = true;
    return before;
  }

  /**
   * Whether the message goes in a request of its own, so that it cannot keep others from being
   * taken.
   */
  boolean isAlone() {
    return alone;
  }

  void setAlone() {
    alone = true;
  }

  @Nullable Failure failure() {
    return failure;
  }

  void fail(Failure newFailure) {
    failure = newFailure;
  }
}
