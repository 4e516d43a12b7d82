// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.store.StoredRun;
import io.github.tracequeue.store.Timestamps;
import io.github.tracequeue.store.agent.AgentRecord;
import io.github.tracequeue.store.limit.LimitState;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether an agent works.
 *
 * @param name the state
 * @param reason why, in one sentence; null for an active agent
 */
record AgentState(Name name, @Nullable String reason) {

  /** A run without an event or a call for this time hangs. */
  static final Duration HUNG_AFTER = Duration.ofHours(1);

  /** An agent without activity for this time is idle. */
  static final Duration IDLE_AFTER = Duration.ofDays(1);

  /** The kind of the limit that finds silent agents. */
  private static final String SILENT = "silent";

  /** The states, from worst to best. */
  enum Name {
    HUNG,
    SILENT,
    IDLE,
    ACTIVE;

    /** The value in the API. */
    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static AgentState of(AgentFacts agent, Instant now) {
    AgentRecord.LastRun run = agent.record().lastRun();
    Instant seen = agent.lastSeen();
    if (run != null
        && run.status() == StoredRun.Status.RUNNING
        && seen != null
        && seen.isBefore(now.minus(HUNG_AFTER))) {
      return new AgentState(
          Name.HUNG,
          "Run "
              + run.runId()
              + " is running since "
              + Timestamps.minute(run.timestamp())
              + "; the last event of the agent was at "
              + Timestamps.minute(seen)
              + ".");
    }
    Optional<LimitState> silence =
        agent.limits().stream().filter(limit -> limit.kind().equals(SILENT)).findFirst();
    if (silence.isPresent()) {
      return new AgentState(Name.SILENT, silence.get().summary());
    }
    return seen == null || seen.isBefore(now.minus(IDLE_AFTER))
        ? new AgentState(
            Name.IDLE,
            seen == null
                ? "No call or run of this agent is known."
                : "No call or run since " + Timestamps.minute(seen) + ".")
        : new AgentState(Name.ACTIVE, null);
  }
}
