// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import io.github.tracequeue.testkit.contract.ContractSamples.Rejection;
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
    return new Quarantined(
        "%s[%s] %s %s"
            .formatted(
                names.get(text(message, "message_id")),
                text(message, "event_index"),
                text(message, "reason"),
                text(message, "field")),
        message.body());
  }

  /** The verdict that the contract demands. */
  static String verdict(String name, Rejection expected) {
    String event =
        expected.event() == Rejection.WHOLE_MESSAGE ? "" : Integer.toString(expected.event());
    return name + "[" + event + "] " + expected.reason() + " " + expected.field();
  }

  /** An attribute of the message, empty where it has none of that name. */
  static String text(Message message, String name) {
    MessageAttributeValue value = message.messageAttributes().get(name);
    return value == null ? "" : value.stringValue();
  }
}
