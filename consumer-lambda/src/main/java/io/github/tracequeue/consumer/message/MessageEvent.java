// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import io.github.tracequeue.store.Timestamps;
import java.time.Instant;

/**
 * One event of a message.
 *
 * @param position position among the message's events, from 0
 * @param text the original text
 * @param event the parsed event
 * @param hasId whether it had a usable id
 * @param hasTime whether it had a usable time
 */
public record MessageEvent(
    int position, EventText text, ParsedEvent event, boolean hasId, boolean hasTime) {

  /** The event's text with its id and time, so that it stays the same event in another message. */
  public String standalone() {
    String sent = text.text().strip();
    if (event instanceof RejectedEvent) {
      return sent;
    }
    StringBuilder standalone = new StringBuilder(sent);
    standalone.setLength(sent.length() - 1);
    // If the name exists with an unusable value, the last one applies.
    if (!hasId) {
      standalone.append(",\"event_id\":\"").append(id()).append('"');
    }
    if (!hasTime) {
      standalone.append(",\"timestamp\":\"").append(Timestamps.format(time())).append('"');
    }
    return standalone.append('}').toString();
  }

  private String id() {
    return event.match(ParsedTrace::eventId, run -> run.run().latest().eventId(), rejected -> "");
  }

  private Instant time() {
    return event.match(
        ParsedTrace::timestamp, run -> run.run().latest().timestamp(), rejected -> Instant.EPOCH);
  }
}
