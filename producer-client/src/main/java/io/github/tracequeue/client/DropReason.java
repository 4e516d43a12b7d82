// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.Locale;

/** Why an event was not delivered. */
public enum DropReason {
  /** The client's queue had no room, by number of events or by bytes. */
  QUEUE_FULL,
  /** A required field is missing or invalid: the agent, the model, the token counts. */
  INVALID,
  /** The event could not be encoded. */
  ENCODE_ERROR,
  /** The event is longer than a message that the queue accepts. */
  TOO_LARGE,
  /** The queue rejected the message as invalid. */
  REJECTED,
  /** The queue denied access until the delivery timeout. */
  UNAUTHORIZED,
  /** The queue did not exist until the delivery timeout. */
  QUEUE_MISSING,
  /** The queue did not acknowledge the event within the delivery timeout. */
  DELIVERY_TIMEOUT,
  /** The client was closed before the event was recorded, or before it was acknowledged. */
  SHUTDOWN,
  /** The client's own thread recorded the event, for example in a log handler. */
  REENTRANT,
  /** The client is disabled because no queue is configured. */
  DISABLED;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** The reason in the wire contract: lower case, with underscores. */
  public String label() {
    return label;
  }
}
