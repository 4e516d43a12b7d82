// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import io.github.tracequeue.store.Timestamps;
import java.time.Instant;

/**
 * One event of a message.
 *
 * @param position place among the message's events, from 0
 * @param text what was sent
 * @param event what it turned out to be
 * @param hasId whether a usable id was sent with it
 * @param hasTime whether a usable time was sent with it
 */
public record MessageEvent(
    int position, EventText text, ParsedEvent event, boolean hasId, boolean hasTime) {

  /** The event as it can be sent in another message and stays the same event. */
  public String standalone() {
    String sent = text.text().strip();
    if (event instanceof RejectedEvent) {
      return sent;
    }
    StringBuilder standalone = new StringBuilder(sent);
    standalone.setLength(sent.length() - 1);
    // Where the name is there with an unusable value, the last one counts.
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
