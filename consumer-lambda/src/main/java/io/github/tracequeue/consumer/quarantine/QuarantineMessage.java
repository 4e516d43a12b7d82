// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.quarantine;

import io.github.tracequeue.consumer.message.Rejection;
import io.github.tracequeue.consumer.queue.OutgoingMessage;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** A message of the quarantine queue: the redacted body, with the reason in its attributes. */
public final class QuarantineMessage {

  /** The contract's reason code. */
  public static final String REASON = "reason";

  /** The invalid field, if it is a single one. */
  public static final String FIELD = "field";

  /** The violated limit as text. */
  public static final String DETAIL = "detail";

  /** The id of the rejected message, or of the message with the rejected event. */
  public static final String MESSAGE_ID = "message_id";

  /**
   * The position of the event in its message, from 0; absent if the message is rejected completely.
   */
  public static final String EVENT_INDEX = "event_index";

  /** When the consumer rejected it. */
  public static final String RECEIVED_AT = "received_at";

  /** {@code true} if something was dropped because it did not fit into a message. */
  public static final String TRUNCATED = "truncated";

  private QuarantineMessage() {}

  /** The message for a body that was rejected at this time. */
  public static OutgoingMessage of(RejectedBody body, Instant now) {
    Rejection rejection = body.rejection();
    boolean isEvent = body.event() != RejectedBody.WHOLE_MESSAGE;
    Map<String, String> attributes = new HashMap<>();
    attributes.put(REASON, rejection.reason().code());
    attributes.put(FIELD, rejection.field());
    attributes.put(DETAIL, rejection.detail());
    attributes.put(MESSAGE_ID, body.messageId());
    attributes.put(RECEIVED_AT, now.toString());
    attributes.put(EVENT_INDEX, isEvent ? Integer.toString(body.event()) : "");
    attributes.put(TRUNCATED, body.redacted().truncated() ? "true" : "");
    return new OutgoingMessage(body.redacted().text(), attributes);
  }
}
