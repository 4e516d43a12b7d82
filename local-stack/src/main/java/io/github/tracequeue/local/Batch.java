// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import io.github.tracequeue.testkit.lambda.FunctionSettings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Messages that go to the function together. Not thread-safe. */
final class Batch {
  private final int maxMessages;
  private final List<Received> messages = new ArrayList<>();
  private int bytes = SqsEventJson.FRAME_BYTES;

  Batch(int maxMessages) {
    this.maxMessages = maxMessages;
  }

  /**
   * A message that was received.
   *
   * @param id its message id
   * @param receiptHandle what deletes it
   * @param json its record in the event
   */
  record Received(String id, String receiptHandle, String json) {}

  /** Adds the message, unless it does not fit in number or payload any more. */
  boolean add(Received message) {
    int more = utf8Length(message.json()) + 1;
    boolean fits =
        messages.size() < maxMessages
            && (messages.isEmpty() || bytes + more <= FunctionSettings.MAX_PAYLOAD_BYTES);
    if (fits) {
      messages.add(message);
      bytes += more;
    }
    return fits;
  }

  boolean isEmpty() {
    return messages.isEmpty();
  }

  /** How many more messages it takes, payload aside. */
  int room() {
    return maxMessages - messages.size();
  }

  List<Received> messages() {
    return messages;
  }

  Set<String> ids() {
    Set<String> ids = new LinkedHashSet<>();
    messages.forEach(message -> ids.add(message.id()));
    return ids;
  }

  /** The event for the function. */
  String event() {
    return messages.stream()
        .map(Received::json)
        .collect(Collectors.joining(",", "{\"Records\":[", "]}"));
  }

  private static int utf8Length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
