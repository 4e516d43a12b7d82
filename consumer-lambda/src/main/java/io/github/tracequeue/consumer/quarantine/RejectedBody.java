// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.quarantine;

import io.github.tracequeue.consumer.message.Redacted;
import io.github.tracequeue.consumer.message.Rejection;

/**
 * A rejected body, or a rejected event of a body.
 *
 * @param messageId the id of its message
 * @param event position among the message's events from 0, or {@link #WHOLE_MESSAGE}
 * @param rejection the reason
 * @param redacted the redacted body
 */
public record RejectedBody(String messageId, int event, Rejection rejection, Redacted redacted) {

  /** The position that represents the whole message. */
  public static final int WHOLE_MESSAGE = -1;
}
