// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store.agent;

import io.github.tracequeue.store.StoredRun;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an agent at a glance.
 *
 * @param agentSlug the agent
 * @param lastCall its newest call; null for an agent that has runs only
 * @param lastDecision the newest decision of one of its calls; null where none has one
 * @param lastRun the run whose event is the newest; null where it has no runs
 * @param lastRunEnd when a run of it last ended; null where none did
 * @param breached the kinds of its limits that are breached
 */
public record AgentRecord(
    String agentSlug,
    @Nullable LastCall lastCall,
    @Nullable LastDecision lastDecision,
    @Nullable LastRun lastRun,
    @Nullable Instant lastRunEnd,
    Set<String> breached) {

  public AgentRecord {
    breached = Set.copyOf(breached);
  }

  /** A call. */
  public record LastCall(Instant timestamp, String eventId, String model, boolean failed) {}

  /** What a call decided, at most 300 code points. */
  public record LastDecision(Instant timestamp, String eventId, String text) {}

  /**
   * A run.
   *
   * @param timestamp when its newest event happened
   */
  public record LastRun(String runId, StoredRun.Status status, Instant timestamp) {}

  /**
   * When it last did something: made a call or ended a run. A run that only started is no sign of
   * life: the agent may hang in it. Null where it never did.
   */
  public @Nullable Instant lastActive() {
    Instant call = lastCall == null ? null : lastCall.timestamp();
    return call == null || (lastRunEnd != null && lastRunEnd.isAfter(call)) ? lastRunEnd : call;
  }
}
