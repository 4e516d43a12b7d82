// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

/** The outcome of the write of an event. */
public enum WriteOutcome {
  /** The event is new and was stored by this write. */
  INSERTED,
  /** This write was retried after its response was lost. Counts as inserted. */
  OWN_RETRY,
  /** An earlier delivery of the same message stored the event. */
  REDELIVERY,
  /** Another message with the same event stored it. */
  PRODUCER_DUPLICATE,
  /** A different event has this id. The first one is kept. */
  CONFLICT
}
