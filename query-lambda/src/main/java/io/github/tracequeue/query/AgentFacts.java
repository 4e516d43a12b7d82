// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.store.agent.AgentRecord;
import io.github.tracequeue.store.limit.Budgets;
import io.github.tracequeue.store.limit.LimitState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a response says about one agent.
 *
 * @param record the agent's latest activity
 * @param sums the agent's calls in the period and in the one before it
 * @param months the agent's calls of this month and the last one
 * @param limits the agent's open limits
 * @param budget the agent's budget of today; null if there is none
 */
record AgentFacts(
    AgentRecord record,
    List<Sum> sums,
    Months months,
    List<LimitState> limits,
    Budgets.@Nullable Shown budget) {

  AgentFacts {
    sums = List.copyOf(sums);
    limits = List.copyOf(limits);
  }

  /** The time of the newest call or run event; null if there is none. */
  @Nullable Instant lastSeen() {
    Instant call = record.lastCall() == null ? null : record.lastCall().timestamp();
    Instant run = record.lastRun() == null ? null : record.lastRun().timestamp();
    return call == null || (run != null && run.isAfter(call)) ? run : call;
  }

  AgentState state(Instant now) {
    return AgentState.of(this, now);
  }
}
