// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An event that an agent records: values by the wire contract's fields. Immutable. */
abstract sealed class Event permits TraceEvent, RunEvent {
  private final Map<EventField, Object> values;

  /** Why the consumer would reject the event; null if it would not. */
  final @Nullable String problem;

  /** An estimate of the heap that the event uses, not lower than its real size. */
  final int heapBytes;

  /** The maximum number of {@link #heapBytes} that {@link #withoutText} saves. */
  final int textBytes;

  /** An event that owns this map. */
  Event(EnumMap<EventField, Object> values, @Nullable String problem) {
    this.values = Collections.unmodifiableMap(values);
    this.problem = problem;
    this.heapBytes = HeapEstimate.ofEvent(values);
    this.textBytes = HeapEstimate.ofText(values);
  }

  /** The event with a hash instead of the prompt preview, and without other free text. */
  abstract Event withoutText(PromptHash hash);

  final Map<EventField, Object> values() {
    return values;
  }

  /** The event's id; null if the client gives it one when it sends the event. */
  public final @Nullable UUID eventId() {
    return (UUID) values.get(EventField.EVENT_ID);
  }

  /** When it happened: for a call, when it started. */
  public final Instant timestamp() {
    return values.get(EventField.TIMESTAMP) instanceof Instant instant ? instant : Instant.EPOCH;
  }

  /** The agent; empty if it is missing. */
  public final String agentSlug() {
    return Text.orEmpty(text(EventField.AGENT_SLUG));
  }

  /** The run. */
  public final @Nullable String runId() {
    return text(EventField.RUN_ID);
  }

  /** The W3C trace id. */
  public final @Nullable String traceId() {
    return text(EventField.TRACE_ID);
  }

  final @Nullable String text(EventField field) {
    return (String) values.get(field);
  }

  final @Nullable Long number(EventField field) {
    return (Long) values.get(field);
  }
}
