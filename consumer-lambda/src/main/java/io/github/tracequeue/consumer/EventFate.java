// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import io.github.tracequeue.store.WriteOutcome;

/** What happened to an event in this invocation. */
enum EventFate {
  /** Stored now, and counted. */
  STORED,
  /** Stored by an earlier delivery of this message: counted then. */
  REDELIVERED,
  /** Stored for another message, or for another place in this batch. */
  DUPLICATE,
  /** Not stored, because another event has its id. */
  CONFLICT,
  /** Counted, but not kept in detail. */
  SAMPLED_OUT,
  /** Sent back to the queue in a message of its own: counted when that comes. */
  RESENT,
  /** Neither known to be stored nor known not to be: its message comes again. */
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
