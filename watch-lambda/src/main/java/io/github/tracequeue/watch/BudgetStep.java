// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch;

import io.github.tracequeue.store.limit.Budget;
import io.github.tracequeue.store.limit.Budgets;
import io.github.tracequeue.store.rollup.Measure;
import io.github.tracequeue.store.rollup.Rollup;
import io.github.tracequeue.store.rollup.Rollups;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Corrects the budget counters. The consumer adds to a counter, but can miss a batch. In the last
 * hour of a day, this step also creates the counters of the next day, so that a guard always finds
 * the limit.
 */
final class BudgetStep {

  /** The hour in which the counters of the next day are created. */
  private static final int LAST_HOUR = 23;

  private final Budgets budgets;
  private final Rollups rollups;
  private final Map<String, BigDecimal> limits;

  /**
   * Creates a step for the agents with a budget.
   *
   * @param limits the daily limit in US dollars, by agent
   */
  BudgetStep(Budgets budgets, Rollups rollups, Map<String, BigDecimal> limits) {
    this.budgets = budgets;
    this.rollups = rollups;
    this.limits = Map.copyOf(limits);
  }

  /** Reads the counters; must be called before the calls are read. */
  List<Budget> read(Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    List<Budget> counters = new ArrayList<>();
    for (String agent : limits.keySet()) {
      counters.add(budgets.get(agent, today));
      if (now.atOffset(ZoneOffset.UTC).getHour() == LAST_HOUR) {
        counters.add(budgets.get(agent, today.plusDays(1)));
      }
    }
    return counters;
  }

  /**
   * Corrects the counters that differ from the sums of the calls; returns how many it corrected.
   */
  int correct(List<Budget> counters, Rollups.Progress progress, Instant now) {
    int corrected = 0;
    for (Budget counter : counters) {
      Rollup sum =
          rollups
              .days(counter.agentSlug(), counter.day(), counter.day(), progress)
              .values()
              .stream()
              .reduce(Rollup.EMPTY, Rollup::plus);
      BigDecimal usd = sum.sum(Measure.COST_USD);
      long unpriced = sum.count(Measure.UNPRICED);
      BigDecimal limit = limits.getOrDefault(counter.agentSlug(), BigDecimal.ZERO);
      if (!isCorrect(counter, usd, unpriced, limit)) {
        budgets.correct(counter, usd, unpriced, limit, now);
        corrected++;
      }
    }
    return corrected;
  }

  private static boolean isCorrect(
      Budget counter, BigDecimal usd, long unpriced, BigDecimal limit) {
    return counter.limitUsd() != null
        && counter.limitUsd().compareTo(limit) == 0
        && counter.spentUsd().compareTo(usd) == 0
        && counter.unpriced() == unpriced;
  }
}
