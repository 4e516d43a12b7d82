// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.UUID;

/**
 * The SQS message that contained a body.
 *
 * @param messageId the queue's id, the same at each delivery; empty if there is none
 * @param sentAt when the queue received the message
 */
public record Origin(String messageId, Instant sentAt) {

  /** The id of an event without an id: the same at each delivery of the message. */
  String eventId(int position) {
    if (messageId.isEmpty()) {
      return UUID.randomUUID().toString();
    }
    return UUID.nameUUIDFromBytes((messageId + '#' + position).getBytes(UTF_8)).toString();
  }
}
