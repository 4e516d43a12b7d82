// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch;

import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.TimeRange;
import io.github.tracequeue.store.agent.AgentRecords;
import io.github.tracequeue.watch.limit.AgentTraffic;
import io.github.tracequeue.watch.limit.RecentCall;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;

/**
 * Observes the calls that the rollup job reads. Keeps the newest call and the newest decision of
 * each agent, and the calls of the last minutes. Not thread-safe.
 */
final class CallObserver implements Consumer<StoredTrace> {

  private static final BinaryOperator<StoredTrace> LATER =
      BinaryOperator.maxBy(StoredTrace.BY_TIME);

  private final Instant recentFrom;
  private final Instant now;
  private final Map<String, StoredTrace> newest = new HashMap<>();
  private final Map<String, StoredTrace> newestDecisions = new HashMap<>();
  private final Map<String, List<RecentCall>> recent = new HashMap<>();

  CallObserver(Instant now) {
    this.now = now;
    this.recentFrom = now.minus(AgentTraffic.RECENT);
  }

  @Override
  public void accept(StoredTrace call) {
    if (call.timestamp().isAfter(now.plus(TimeRange.CLOCK_SKEW))) {
      return;
    }
    newest.merge(call.agentSlug(), call, LATER);
    if (AgentRecords.hasDecision(call)) {
      newestDecisions.merge(call.agentSlug(), call, LATER);
    }
    if (!call.timestamp().isBefore(recentFrom)) {
      recent.computeIfAbsent(call.agentSlug(), a -> new ArrayList<>()).add(RecentCall.of(call));
    }
  }

  /** The newest call, by agent. */
  Map<String, StoredTrace> newest() {
    return newest;
  }

  /** The newest call with a decision, by agent. */
  Map<String, StoredTrace> newestDecisions() {
    return newestDecisions;
  }

  /** An agent's calls of the last minutes, newest first. */
  List<RecentCall> recent(String agentSlug) {
    return RecentCall.newestFirst(recent.getOrDefault(agentSlug, List.of()).stream());
  }
}
