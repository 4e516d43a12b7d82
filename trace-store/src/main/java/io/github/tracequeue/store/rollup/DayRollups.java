// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store.rollup;

import io.github.tracequeue.store.Concurrently;
import io.github.tracequeue.store.rollup.PeriodStates.Claim;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;

/** Computes day rollups from sealed hours. */
final class DayRollups {

  private final RollupTable table;
  private final PeriodStates states;
  private final Executor executor;

  DayRollups(RollupTable table, PeriodStates states, Executor executor) {
    this.table = table;
    this.states = states;
    this.executor = executor;
  }

  /**
   * Recomputes a day from its sealed hours, for the agents with a changed hour. The claim comes
   * before the hours are read, so the last claim sees every hour that was written before.
   */
  void recompute(LocalDate day, Set<String> agentSlugs) {
    Claim claim = states.claim(day.toString(), Hour.firstOf(day).start());
    Concurrently.forEach(
        agentSlugs, agentSlug -> recompute(day, agentSlug, claim.token()), executor);
  }

  private void recompute(LocalDate day, String agentSlug, long token) {
    Hour first = Hour.firstOf(day);
    Map<RollupKey, Rollup.Builder> sums = new HashMap<>();
    Map<RollupKey, Hour> through = new HashMap<>();
    for (RollupItem hour : table.hours(agentSlug, first, first.plus(23), true)) {
      if (hour.sealed()) {
        RollupKey key = hour.key().ofDay();
        sums.computeIfAbsent(key, k -> Rollup.builder()).add(hour.rollup());
        // The hours are in order.
        through.put(key, hour.key().hour());
      }
    }
    through.forEach(
        (key, last) ->
            table.writeSealed(
                RollupItem.day(key, sums.getOrDefault(key, Rollup.builder()).build(), last),
                token));
  }
}
