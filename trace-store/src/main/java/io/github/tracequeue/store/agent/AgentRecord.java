// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store.agent;

import io.github.tracequeue.store.StoredRun;
import io.github.tracequeue.store.StoredTrace;
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

  /** An agent of which nothing is known. */
  public static AgentRecord unknown(String agentSlug) {
    return new AgentRecord(agentSlug, null, null, null, null, Set.of());
  }

  /** The same after another call; unchanged by one that is not newer. */
  public AgentRecord with(StoredTrace call) {
    boolean isNewer = lastCall == null || isLater(call, lastCall.timestamp(), lastCall.eventId());
    return isNewer
        ? new AgentRecord(
            agentSlug,
            new LastCall(
                call.timestamp(), call.eventId(), call.call().model(), call.call().failed()),
            AgentRecords.hasDecision(call) ? LastDecision.of(call) : lastDecision,
            lastRun,
            lastRunEnd,
            breached)
        : this;
  }

  /** Whether a call's decision is newer than the last one. */
  public boolean isNewerDecision(StoredTrace call) {
    return lastDecision == null || isLater(call, lastDecision.timestamp(), lastDecision.eventId());
  }

  private static boolean isLater(StoredTrace call, Instant timestamp, String eventId) {
    int order = call.timestamp().compareTo(timestamp);
    return order > 0 || (order == 0 && call.eventId().compareTo(eventId) > 0);
  }

  /** A call. */
  public record LastCall(Instant timestamp, String eventId, String model, boolean failed) {}

  /** What a call decided, at most 300 code points. */
  public record LastDecision(Instant timestamp, String eventId, String text) {

    static LastDecision of(StoredTrace call) {
      String text = call.content().decisionSummary();
      return new LastDecision(call.timestamp(), call.eventId(), text == null ? "" : text);
    }
  }

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
