// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.Locale;

/**
 * Why an event was not delivered; its label is the key of the envelope's {@code dropped} object.
 */
public enum DropReason {
  /** The queue's budget of events or bytes was used up. */
  QUEUE_FULL,
  /** The event breaks the wire contract: a bad agent slug, a count out of range. */
  INVALID,
  /** Encoding the event failed. */
  ENCODE_ERROR,
  /** The event alone is longer than the longest message that the queue takes. */
  TOO_LARGE,
  /** The queue refused the message and named the sender as the cause. */
  REJECTED,
  /** The queue denied access until the delivery timeout had passed. */
  UNAUTHORIZED,
  /** The queue did not exist until the delivery timeout had passed. */
  QUEUE_MISSING,
  /** The queue did not acknowledge the event within the delivery timeout. */
  DELIVERY_TIMEOUT,
  /** The client was closed: before the event came, or before it was acknowledged. */
  SHUTDOWN,
  /** The client's own thread recorded the event, from a log handler for example. */
  REENTRANT,
  /** The client is disabled, as no queue is configured. */
  DISABLED;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** The reason as the wire contract spells it: lower case, with underscores. */
  public String label() {
    return label;
  }
}
