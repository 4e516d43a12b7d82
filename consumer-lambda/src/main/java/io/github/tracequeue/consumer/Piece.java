// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import io.github.tracequeue.consumer.message.MessageEvent;
import io.github.tracequeue.consumer.queue.OutgoingMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Unfinished events of a message, as a new message: an array of events with the ids and times from
 * the original message.
 */
record Piece(PlannedMessage message, String body) {

  /** SQS bills each started 64 KiB; escapes and multi-byte characters need space. */
  private static final int MAX_CHARACTERS = 60 * 1024;

  /** Splits events into pieces of about the size of a sender's envelope. */
  static List<Piece> of(PlannedMessage message, List<MessageEvent> events) {
    List<Piece> pieces = new ArrayList<>();
    StringBuilder body = new StringBuilder();
    for (MessageEvent event : events) {
      String text = event.standalone();
      if (!body.isEmpty() && body.length() + text.length() > MAX_CHARACTERS) {
        pieces.add(new Piece(message, body.append(']').toString()));
        body.setLength(0);
      }
      body.append(body.isEmpty() ? '[' : ',').append(text);
    }
    if (!body.isEmpty()) {
      pieces.add(new Piece(message, body.append(']').toString()));
    }
    return pieces;
  }

  OutgoingMessage outgoing() {
    return new OutgoingMessage(body, Map.of());
  }
}
