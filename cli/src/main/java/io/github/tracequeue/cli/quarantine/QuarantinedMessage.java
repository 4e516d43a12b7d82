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
 * A message of the quarantine queue. Texts are as they came: print them through {@link Printable}.
 *
 * @param id the quarantine queue's own id of it
 * @param receiptHandle what SQS wants to have for changing it
 * @param reason the contract's reason code; empty if somebody else sent it
 * @param field the field at fault; empty where it is no single one
 * @param detail the limit that was passed; may be empty
 * @param sourceId the id of the message that was rejected, or whose event was
 * @param eventIndex the event's index in its envelope; null if the message was rejected
 * @param receivedAt when it was rejected; null if nobody knows
 * @param truncated whether a part of it was left out because it did not fit into a message
 * @param body what is kept of it
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

  /** Whether somebody means this message: by its own id, or by that of the rejected one. */
  boolean isCalled(String anyId) {
    return id.equals(anyId) || sourceId.equals(anyId);
  }

  /** The same without its body, which may take a megabyte. */
  QuarantinedMessage withoutBody() {
    return new QuarantinedMessage(
        id, receiptHandle, reason, field, detail, sourceId, eventIndex, receivedAt, truncated, "");
  }

  /** The size of the body in UTF-8. */
  int bytes() {
    return body.getBytes(StandardCharsets.UTF_8).length;
  }

  /** How long it has been in quarantine, as {@code 3 d}, {@code 5 h} or {@code 12 min}. */
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

  /** Everything but the body, for scripts. */
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
