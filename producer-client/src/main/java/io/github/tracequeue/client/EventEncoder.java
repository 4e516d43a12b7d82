// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes events as the wire contract's JSON. Immutable. */
final class EventEncoder {
  private final @Nullable PromptHash promptHash;
  private final boolean sendsErrorMessages;

  EventEncoder(Options options) {
    this.promptHash = options.promptHash();
    this.sendsErrorMessages = options.errorMessages();
  }

  /** The event as JSON. An event without an id gets a new one. */
  String encode(Event event, ProducerIdentity producer, JsonBuffer json) {
    json.clear();
    json.raw('{');
    if (event.eventId() == null) {
      member(EventField.EVENT_ID, producer.newEventId(millis(event.timestamp())), json);
    }
    event.values().forEach((field, value) -> field(field, value, json));
    return json.raw('}').toString();
  }

  private void field(EventField field, Object value, JsonBuffer json) {
    if (field == EventField.PROMPT_PREVIEW && promptHash != null) {
      member(EventField.PROMPT_HASH, promptHash.of((String) value), json);
    } else if (field != EventField.ERROR_MESSAGE || sendsErrorMessages) {
      member(field, value, json);
    }
  }

  private static void member(EventField field, Object value, JsonBuffer json) {
    json.key(field.label());
    value(value, json);
  }

  private static void value(Object value, JsonBuffer json) {
    if (value instanceof Long || value instanceof Boolean) {
      json.raw(value.toString());
    } else if (value instanceof BigDecimal decimal) {
      // More digits than any price has. Plain notation of 1E+1000000 would be a megabyte of zeros.
      json.raw(decimal.round(MathContext.DECIMAL128).toString());
    } else if (value instanceof UsageConvention convention) {
      json.string(convention.label());
    } else if (value instanceof RunStatus status) {
      json.string(status.label());
    } else if (value instanceof Map<?, ?> object) {
      json.raw('{');
      object.forEach(
          (name, entry) -> {
            json.key(name.toString());
            value(entry, json);
          });
      json.raw('}');
    } else {
      json.string(value.toString());
    }
  }

  /** Milliseconds since 1970. Unspecified for an instant out of range. */
  private static long millis(Instant timestamp) {
    return timestamp.getEpochSecond() * 1_000 + timestamp.getNano() / 1_000_000;
  }
}
