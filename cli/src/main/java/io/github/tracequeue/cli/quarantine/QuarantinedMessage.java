// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.quarantine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tracequeue.cli.output.Json;
import io.github.tracequeue.cli.output.Printable;
import io.github.tracequeue.consumer.quarantine.QuarantineMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * A message of the quarantine queue. Texts are unchanged; use {@link Printable} to print them.
 *
 * @param id its id in the quarantine queue
 * @param receiptHandle SQS's handle for changing it
 * @param reason the contract's reason code; empty if the consumer did not send it
 * @param field the invalid field; empty if it is not a single field
 * @param detail the violated limit; may be empty
 * @param sourceId the id of the rejected message, or of the message with the rejected event
 * @param eventIndex the event's index in its envelope; null if the message was rejected
 * @param receivedAt when it was rejected; null if unknown
 * @param truncated whether a part was dropped because it did not fit into a message
 * @param body the redacted body
 */
record QuarantinedMessage(
    String id,
    String receiptHandle,
    String reason,
    String field,
    String detail,
    String sourceId,
    @Nullable String eventIndex,
    @Nullable Instant receivedAt,
    boolean truncated,
    String body) {

  static QuarantinedMessage of(Message message) {
    Map<String, MessageAttributeValue> attributes = message.messageAttributes();
    String index = text(attributes, QuarantineMessage.EVENT_INDEX);
    return new QuarantinedMessage(
        message.messageId(),
        message.receiptHandle(),
        text(attributes, QuarantineMessage.REASON),
        text(attributes, QuarantineMessage.FIELD),
        text(attributes, QuarantineMessage.DETAIL),
        text(attributes, QuarantineMessage.MESSAGE_ID),
        index.isEmpty() ? null : index,
        time(message, text(attributes, QuarantineMessage.RECEIVED_AT)),
        text(attributes, QuarantineMessage.TRUNCATED).equals("true"),
        message.body());
  }

  /** Whether an id identifies this message: its own id, or that of the rejected message. */
  boolean isCalled(String anyId) {
    return id.equals(anyId) || sourceId.equals(anyId);
  }

  /** The message without its body, which can be a megabyte. */
  QuarantinedMessage withoutBody() {
    return new QuarantinedMessage(
        id, receiptHandle, reason, field, detail, sourceId, eventIndex, receivedAt, truncated, "");
  }

  /** The size of the body in UTF-8. */
  int bytes() {
    return body.getBytes(StandardCharsets.UTF_8).length;
  }

  /** The time in quarantine, for example {@code 3 d}, {@code 5 h} or {@code 12 min}. */
  String age(Instant now) {
    if (receivedAt == null) {
      return "-";
    }
    Duration age = Duration.between(receivedAt, now);
    if (age.toHours() >= 48) {
      return age.toDays() + " d";
    }
    return age.toMinutes() >= 120 ? age.toHours() + " h" : Math.max(0, age.toMinutes()) + " min";
  }

  /** All fields except the body, as JSON. */
  ObjectNode json(Instant now) {
    ObjectNode json =
        Json.object()
            .put("id", id)
            .put("reason", reason)
            .put("field", field)
            .put("detail", detail)
            .put("message_id", sourceId);
    if (eventIndex != null) {
      json.put("event_index", eventIndex);
    }
    if (receivedAt != null) {
      json.put("received_at", receivedAt.toString())
          .put("age_seconds", Duration.between(receivedAt, now).toSeconds());
    }
    return json.put("truncated", truncated).put("bytes", bytes());
  }

  private static String text(Map<String, MessageAttributeValue> attributes, String name) {
    MessageAttributeValue value = attributes.get(name);
    return value == null || value.stringValue() == null ? "" : value.stringValue();
  }

  private static @Nullable Instant time(Message message, String receivedAt) {
    try {
      return Instant.parse(receivedAt);
    } catch (DateTimeParseException e) {
      String sent = message.attributes().get(MessageSystemAttributeName.SENT_TIMESTAMP);
      return sent == null ? null : Instant.ofEpochMilli(Long.parseLong(sent));
    }
  }
}
