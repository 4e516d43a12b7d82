// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.queue;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** A message to send, with text attributes; U+FFFD replaces characters that SQS refuses. */
public record OutgoingMessage(String body, Map<String, String> attributes) {

  private static final String TEXT = "String";

  public OutgoingMessage {
    body = SqsText.of(body);
    attributes = new HashMap<>(attributes);
    // SQS refuses an attribute without a value.
    attributes.values().removeIf(String::isEmpty);
    attributes = Map.copyOf(attributes);
  }

  /** The size that SQS counts. */
  int bytes() {
    int bytes = SqsText.bytes(body);
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      bytes += SqsText.bytes(attribute.getKey()) + SqsText.bytes(attribute.getValue());
      bytes += TEXT.length();
    }
    return bytes;
  }

  Map<String, MessageAttributeValue> sqsAttributes() {
    Map<String, MessageAttributeValue> values = new HashMap<>();
    attributes.forEach(
        (name, value) ->
            values.put(
                name, MessageAttributeValue.builder().dataType(TEXT).stringValue(value).build()));
    return values;
  }
}
