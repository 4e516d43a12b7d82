// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.time.Instant;
import java.util.EnumMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The start or the end of an agent's run: the wire contract's {@code run}. Immutable. Needs an
 * agent, a run id and a status; other values are treated as in {@link TraceEvent}.
 */
public final class RunEvent extends Event {
  private RunEvent(EnumMap<EventField, Object> values) {
    super(values, RequiredFields.problemOfRun(values));
  }

  /**
   * A builder of a run's record. By convention the run id is {@code {started_at}#{unique id}},
   * which sorts runs by time.
   */
  public static Builder builder(
      @Nullable String agentSlug, @Nullable String runId, @Nullable RunStatus status) {
    return new Builder(agentSlug, runId, status);
  }

  @Override
  RunEvent withoutText(PromptHash hash) {
    return new RunEvent(new EventValues(values()).set(EventField.SUMMARY, null).toMap());
  }

  /** The run's status. */
  public @Nullable RunStatus status() {
    return (RunStatus) values().get(EventField.STATUS);
  }

  /** When the run started. */
  public @Nullable Instant startedAt() {
    return (Instant) values().get(EventField.STARTED_AT);
  }

  /** When the run ended. */
  public @Nullable Instant endedAt() {
    return (Instant) values().get(EventField.ENDED_AT);
  }

  /** What the run did, truncated to 300 code points. */
  public @Nullable String summary() {
    return text(EventField.SUMMARY);
  }

  /** The run that started this one. */
  public @Nullable String parentRunId() {
    return text(EventField.PARENT_RUN_ID);
  }

  /** The run's agent, id and status. */
  @Override
  public String toString() {
    return "RunEvent[" + agentSlug() + ", " + runId() + ", " + status() + "]";
  }

  /** Collects the values of a run's record. Not thread-safe. */
  public static final class Builder {
    private final EventValues values = new EventValues();

    private Builder(
        @Nullable String agentSlug, @Nullable String runId, @Nullable RunStatus status) {
      set(EventField.TYPE, "run").set(EventField.STATUS, status);
      text(EventField.AGENT_SLUG, agentSlug).text(EventField.RUN_ID, runId);
    }

    /** The event's id, under which it is stored once; by default a new UUIDv7. */
    public Builder eventId(@Nullable UUID id) {
      return set(EventField.EVENT_ID, id);
    }

    /** When the run had this status; by default now. */
    public Builder timestamp(@Nullable Instant timestamp) {
      return set(EventField.TIMESTAMP, timestamp);
    }

    /** When the run started. */
    public Builder startedAt(@Nullable Instant startedAt) {
      return set(EventField.STARTED_AT, startedAt);
    }

    /** When the run ended. */
    public Builder endedAt(@Nullable Instant endedAt) {
      return set(EventField.ENDED_AT, endedAt);
    }

    /** What the run did, truncated to 300 code points. */
    public Builder summary(@Nullable String summary) {
      return text(EventField.SUMMARY, summary);
    }

    /** The trace that the run belongs to. */
    public Builder traceContext(@Nullable TraceContext span) {
      return set(EventField.TRACE_ID, span == null ? null : span.traceId());
    }

    /** The run that started this one. */
    public Builder parentRunId(@Nullable String runId) {
      return text(EventField.PARENT_RUN_ID, runId);
    }

    /** The event. */
    public RunEvent build() {
      EnumMap<EventField, Object> all = values.toMap();
      all.computeIfAbsent(EventField.TIMESTAMP, field -> Instant.now());
      return new RunEvent(all);
    }

    private Builder set(EventField field, @Nullable Object value) {
      values.set(field, value);
      return this;
    }

    private Builder text(EventField field, @Nullable String text) {
      values.text(field, text);
      return this;
    }
  }
}
