// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

/** What became of one event at the table. */
public enum WriteOutcome {
  /** The event is new and stored by this write. */
  INSERTED,
  /** This very write had stored it already, and only its answer was lost: counts as inserted. */
  OWN_RETRY,
  /** An earlier delivery of the same message had stored it. */
  REDELIVERY,
  /** Another message had brought the same event. */
  PRODUCER_DUPLICATE,
  /** Another event has this id: the first one stays. */
  CONFLICT
}
