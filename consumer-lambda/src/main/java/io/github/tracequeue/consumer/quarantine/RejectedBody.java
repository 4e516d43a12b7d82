// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.quarantine;

import io.github.tracequeue.consumer.message.Redacted;
import io.github.tracequeue.consumer.message.Rejection;

/**
 * A body, or one event of it, that is rejected.
 *
 * @param messageId of the message that brought it
 * @param event place among the message's events from 0, or {@link #WHOLE_MESSAGE}
 * @param rejection why
 * @param redacted what is kept of it
 */
public record RejectedBody(String messageId, int event, Rejection rejection, Redacted redacted) {

  /** The place that stands for the message as a whole. */
  public static final int WHOLE_MESSAGE = -1;
}
