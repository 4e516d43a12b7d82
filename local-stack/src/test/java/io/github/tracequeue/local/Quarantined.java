// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * A message of the quarantine queue.
 *
 * @param verdict the sample it comes from, the event of it, reason and field in one text
 * @param body what was kept of the sample
 */
record Quarantined(String verdict, String body) {

  /**
   * @param names message ids to the names of the samples that were sent with them
   */
  static Quarantined of(Message message, Map<String, String> names) {
    Map<String, MessageAttributeValue> attributes = message.messageAttributes();
    return new Quarantined(
        "%s[%s] %s %s"
            .formatted(
                names.get(text(attributes, "message_id")),
                text(attributes, "event_index"),
                text(attributes, "reason"),
                text(attributes, "field")),
        message.body());
  }

  /** The verdict that the contract demands. */
  static String verdict(String name, String event, JsonNode expected) {
    return "%s[%s] %s %s"
        .formatted(name, event, expected.get("reason").asText(), expected.get("field").asText());
  }

  private static String text(Map<String, MessageAttributeValue> attributes, String name) {
    MessageAttributeValue value = attributes.get(name);
    return value == null ? "" : value.stringValue();
  }
}
