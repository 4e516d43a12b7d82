// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store.agent;

import io.github.tracequeue.store.StoredRun;
import io.github.tracequeue.store.StoredTrace;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The latest activity of an agent.
 *
 * @param agentSlug the agent
 * @param lastCall the newest call; null if the agent has only runs
 * @param lastDecision the newest decision of a call; null if there is none
 * @param lastRun the run with the newest event; null if the agent has no runs
 * @param lastRunEnd when a run last ended; null if none did
 * @param breached the kinds of the agent's breached limits
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

  /** An agent without any data. */
  public static AgentRecord unknown(String agentSlug) {
    return new AgentRecord(agentSlug, null, null, null, null, Set.of());
  }

  /** The record after a call; unchanged if the call is not newer. */
  public AgentRecord with(StoredTrace call) {
    boolean isNewer = lastCall == null || isLater(call, lastCall.timestamp(), lastCall.eventId());
    return isNewer
        ? new AgentRecord(
            agentSlug,
            LastCall.of(call),
            AgentRecords.hasDecision(call) ? LastDecision.of(call) : lastDecision,
            lastRun,
            lastRunEnd,
            breached)
        : this;
  }

  /** Whether the call's decision is newer than the last one. */
  public boolean isNewerDecision(StoredTrace call) {
    return lastDecision == null || isLater(call, lastDecision.timestamp(), lastDecision.eventId());
  }

  private static boolean isLater(StoredTrace call, Instant timestamp, String eventId) {
    int order = call.timestamp().compareTo(timestamp);
    return order > 0 || (order == 0 && call.eventId().compareTo(eventId) > 0);
  }

  /** A call. */
  public record LastCall(Instant timestamp, String eventId, String model, boolean failed) {

    public static LastCall of(StoredTrace call) {
      return new LastCall(
          call.timestamp(), call.eventId(), call.call().model(), call.call().failed());
    }
  }

  /** The decision of a call, at most 300 code points. */
  public record LastDecision(Instant timestamp, String eventId, String text) {

    public static LastDecision of(StoredTrace call) {
      String text = call.content().decisionSummary();
      return new LastDecision(call.timestamp(), call.eventId(), text == null ? "" : text);
    }
  }

  /**
   * A run.
   *
   * @param timestamp the time of its newest event
   */
  public record LastRun(String runId, StoredRun.Status status, Instant timestamp) {

    public static LastRun of(StoredRun run) {
      return new LastRun(run.runId(), run.status(), run.latest().timestamp());
    }
  }

  /**
   * When the agent last made a call or ended a run; null if it never did. The start of a run does
   * not count, because the agent may hang in that run.
   */
  public @Nullable Instant lastActive() {
    Instant call = lastCall == null ? null : lastCall.timestamp();
    return call == null || (lastRunEnd != null && lastRunEnd.isAfter(call)) ? lastRunEnd : call;
  }
}
