// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import io.github.tracequeue.consumer.message.MessageEvent;
import io.github.tracequeue.consumer.queue.OutgoingMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Events that are left of a message, as a message of their own: an array of events that carry the
 * id and the time that they got from the first message.
 */
record Piece(PlannedMessage message, String body) {

  /** SQS bills each 64 KiB begun; escapes and characters of several bytes need room. */
  private static final int MAX_CHARACTERS = 60 * 1024;

  /** Pieces of about the size of a sender's envelope. */
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
