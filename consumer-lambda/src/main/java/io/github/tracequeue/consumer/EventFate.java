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

  static EventFate of(WriteOutcome outcome) {
    return switch (outcome) {
      case INSERTED, OWN_RETRY -> STORED;
      case REDELIVERY -> REDELIVERED;
      case PRODUCER_DUPLICATE -> DUPLICATE;
      case CONFLICT -> CONFLICT;
    };
  }
}
