// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import io.github.tracequeue.testkit.lambda.FunctionSettings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The messages of one invocation. Not thread-safe. */
final class Batch {
  private final int maxMessages;
  private final List<Received> messages = new ArrayList<>();
  private int bytes = SqsEventJson.FRAME_BYTES;

  Batch(int maxMessages) {
    this.maxMessages = maxMessages;
  }

  /**
   * A received message.
   *
   * @param id the message id
   * @param receiptHandle the handle for deleting it
   * @param json the record in the function's event
   */
  record Received(String id, String receiptHandle, String json) {}

  /** Adds the message, unless the batch would exceed the size or payload limit. */
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

  /** The number of messages that still fit, ignoring the payload limit. */
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

  /** The function's event. */
  String event() {
    return messages.stream()
        .map(Received::json)
        .collect(Collectors.joining(",", "{\"Records\":[", "]}"));
  }

  private static int utf8Length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
