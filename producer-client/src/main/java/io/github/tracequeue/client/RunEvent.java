// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.lang.invoke.VarHandle;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The beginning or the end of an agent's run, as the wire contract's {@code run}. Immutable. A bad
 * value makes the event invalid, as with {@link TraceEvent}.
 */
public final class RunEvent extends Event {
  RunStatus status = RunStatus.RUNNING;
  @Nullable String summary;
  @Nullable String parentRunId;

  /** Milliseconds since 1970; zero where absent. */
  long startedMillis;

  long endedMillis;

  private RunEvent() {}

  /**
   * A builder of a run's record; the run id is by convention {@code {started_at}#{something
   * unique}}.
   */
  public static Builder builder(String agentSlug, String runId, RunStatus status) {
    return new Builder(agentSlug, runId, status);
  }

  @Override
  RunEvent withoutText(PromptHash hash) {
    RunEvent lean = copy();
    lean.summary = null;
    lean.weigh();
    return lean;
  }

  private RunEvent copy() {
    try {
      return (RunEvent) clone();
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }

  private void weigh() {
    int strings = weight(agentSlug) + weight(runId) + weight(parentRunId) + weight(traceId);
    weigh(strings, weight(summary));
  }

  private @Nullable String findProblem() {
    if (!FieldRules.isSlug(agentSlug)) {
      return "agent_slug";
    }
    if (runId == null || !FieldRules.isRunId(runId)) {
      return "run_id";
    }
    if (parentRunId != null && !FieldRules.isRunId(parentRunId)) {
      return "parent_run_id";
    }
    if (!FieldRules.isTimestamp(epochMillis)) {
      return "timestamp";
    }
    if (startedMillis != 0 && !FieldRules.isTimestamp(startedMillis)) {
      return "started_at";
    }
    if (endedMillis != 0 && (!FieldRules.isTimestamp(endedMillis) || endedMillis < startedMillis)) {
      return "ended_at";
    }
    return null;
  }

  /** The run's agent, id and status. */
  @Override
  public String toString() {
    return "RunEvent[" + agentSlug + ", " + runId + ", " + status.label() + "]";
  }

  /** Collects a run record's fields; for one thread. */
  public static final class Builder {
    private final RunEvent draft = new RunEvent();

    private Builder(String agentSlug, String runId, RunStatus status) {
      draft.agentSlug = Text.orEmpty(agentSlug);
      draft.runId = runId;
      draft.status = status;
    }

    /** The event's id, the key under which it is stored once; by default a new UUIDv7. */
    public Builder eventId(@Nullable UUID id) {
      draft.eventId = id;
      return this;
    }

    /** When this was so; by default when the event is built. */
    public Builder timestamp(@Nullable Instant timestamp) {
      draft.epochMillis = millis(timestamp);
      return this;
    }

    /** When the run began. */
    public Builder startedAt(@Nullable Instant startedAt) {
      draft.startedMillis = millis(startedAt);
      return this;
    }

    /** When the run ended. */
    public Builder endedAt(@Nullable Instant endedAt) {
      draft.endedMillis = millis(endedAt);
      return this;
    }

    /** What the run did, cut to 300 code points. */
    public Builder summary(@Nullable String summary) {
      draft.summary = summary == null ? null : Text.cut(summary, FieldRules.SUMMARY);
      return this;
    }

    /** The trace that the run belongs to. */
    public Builder traceContext(@Nullable TraceContext span) {
      draft.traceId = span == null ? null : span.traceId();
      return this;
    }

    /** The run that delegated this one. */
    public Builder parentRunId(@Nullable String runId) {
      draft.parentRunId = runId;
      return this;
    }

    /** The event, dated now unless a timestamp was given. */
    public RunEvent build() {
      RunEvent event = draft.copy();
      if (event.epochMillis == 0) {
        event.epochMillis = System.currentTimeMillis();
      }
      event.problem = event.findProblem();
      event.weigh();
      // Stands in for the freeze of final fields, as in TraceEvent.
      VarHandle.releaseFence();
      return event;
    }

    private static long millis(@Nullable Instant instant) {
      return instant == null ? 0 : TraceEventRules.epochMillis(instant);
    }
  }
}
