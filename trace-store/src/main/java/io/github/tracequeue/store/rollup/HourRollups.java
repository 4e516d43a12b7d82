// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store.rollup;

import io.github.tracequeue.store.Concurrently;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.SummingSpans;
import io.github.tracequeue.store.TraceReader;
import io.github.tracequeue.store.rollup.PeriodStates.Claim;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Recomputes hours from their calls, and then their days. Several runs may do so concurrently, and
 * may stop at any step: an unfinished hour stays dirty.
 */
final class HourRollups {

  private final TraceReader calls;
  private final RollupTable table;
  private final PeriodStates states;
  private final DayRollups days;
  private final Executor executor;

  HourRollups(TraceReader calls, RollupTable table, PeriodStates states, Executor executor) {
    this.calls = calls;
    this.table = table;
    this.states = states;
    this.days = new DayRollups(table, states, executor);
    this.executor = executor;
  }

  /**
   * Recomputes an hour that has ended.
   *
   * @param observer gets each call that is read
   * @return the agents with calls in the hour
   */
  Set<String> recompute(Hour hour, Consumer<StoredTrace> observer) {
    // Claim before reading: a later call increments "dirty" beyond the count of this claim.
    Claim claim = states.claim(hour);
    Map<RollupKey, Rollup> sums = sums(hour, observer);
    Concurrently.forEach(
        sums.entrySet(),
        sum ->
            table.writeSealed(RollupItem.sealedHour(sum.getKey(), sum.getValue()), claim.token()),
        executor);
    Set<String> agentSlugs =
        sums.keySet().stream().map(RollupKey::agentSlug).collect(Collectors.toSet());
    if (!agentSlugs.isEmpty()) {
      days.recompute(hour.day(), agentSlugs);
    }
    states.settle(claim);
    return agentSlugs;
  }

  private Map<RollupKey, Rollup> sums(Hour hour, Consumer<StoredTrace> observer) {
    SummingSpans spans = new SummingSpans();
    CallSums sums = new CallSums();
    calls.forEach(
        hour.start(),
        hour.end(),
        call -> {
          observer.accept(call);
          if (spans.isLeaf(call)) {
            sums.add(call);
          }
        });
    spans.leavesAmongHeld().forEach(sums::add);
    return sums.sums();
  }
}
