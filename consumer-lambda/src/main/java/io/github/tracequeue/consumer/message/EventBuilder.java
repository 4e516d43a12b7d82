// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Creates an event from its fields, after its type is known. */
final class EventBuilder {

  private final EventFields fields;
  private final PromptHasher hasher;
  private final Origin origin;
  private final int position;

  EventBuilder(EventFields fields, PromptHasher hasher, Origin origin, int position) {
    this.fields = fields;
    this.hasher = hasher;
    this.origin = origin;
    this.position = position;
  }

  ParsedEvent build() {
    String type = fields.has(Field.TYPE) ? fields.required(Field.TYPE) : "llm_trace";
    boolean isRun = type.equals("run");
    if (fields.isUnusable(Field.TYPE) || !(isRun || type.equals("llm_trace"))) {
      return new RejectedEvent(
          new Rejection(Reason.UNKNOWN_TYPE, Field.TYPE.wireName, "llm_trace or run"));
    }
    Rejection fault = fields.fault(field -> isRun ? field.inRun : field.inCall);
    if (fault != null) {
      return new RejectedEvent(fault);
    }
    if (isRun) {
      return RunBuilder.build(fields, eventId(), timestamp(Duration.ZERO));
    }
    Duration latency = Duration.ofMillis(fields.numberOrZero(Field.LATENCY_MS));
    return new CallBuilder(fields, hasher).build(eventId(), timestamp(latency));
  }

  private String eventId() {
    return fields.has(Field.EVENT_ID)
        ? fields.required(Field.EVENT_ID).toLowerCase(Locale.ROOT)
        : origin.eventId(position);
  }

  private Instant timestamp(Duration latency) {
    Instant sent = fields.time(Field.TIMESTAMP);
    return sent == null ? origin.sentAt().minus(latency) : sent;
  }
}
