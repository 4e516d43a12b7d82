// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import io.github.tracequeue.store.WriteOutcome;

/** What happened to an event in this invocation. */
enum EventFate {
  /** Stored now, and counted. */
  STORED,
  /** Stored and counted by an earlier delivery of this message. */
  REDELIVERED,
  /** Stored for another message, or for another position in this batch. */
  DUPLICATE,
  /** Not stored, because another event has its id. */
  CONFLICT,
  /** Counted, but not stored because of sampling. */
  SAMPLED_OUT,
  /** Sent back to the queue in a new message, with which it will be counted. */
  RESENT,
  /** Unknown whether it is stored; its message is redelivered. */
  FAILED;

  /** Whether this invocation counts the event. */
  boolean isCounted() {
    return this == STORED || this == SAMPLED_OUT;
  }

  /** Whether the table has the event. */
  boolean isInTable() {
    return switch (this) {
      case STORED, REDELIVERED, DUPLICATE -> true;
      case CONFLICT, SAMPLED_OUT, RESENT, FAILED -> false;
    };
  }

  static EventFate of(WriteOutcome outcome) {
    return switch (outcome) {
      case INSERTED, OWN_RETRY -> STORED;
      case REDELIVERY -> REDELIVERED;
      case PRODUCER_DUPLICATE -> DUPLICATE;
      case CONFLICT -> CONFLICT;
    };
  }
}
