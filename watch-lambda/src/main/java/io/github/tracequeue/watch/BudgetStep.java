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
 * Keeps the counters of agents with a budget true: the consumer adds to them, and can miss a batch.
 * Before midnight, the next day's counters are made, so that a guard always finds the limit.
 */
final class BudgetStep {

  /** From then on the next day's counters are made. */
  private static final int LAST_HOUR = 23;

  private final Budgets budgets;
  private final Rollups rollups;
  private final Map<String, BigDecimal> limits;

  /**
   * A step for some agents.
   *
   * @param limits US dollars a day by agent
   */
  BudgetStep(Budgets budgets, Rollups rollups, Map<String, BigDecimal> limits) {
    this.budgets = budgets;
    this.rollups = rollups;
    this.limits = Map.copyOf(limits);
  }

  /** The counters as they are; to be read before the calls are. */
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

  /** Writes those counters that do not tell what the calls come to; how many there were. */
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
      if (!tells(counter, usd, unpriced, limit)) {
        budgets.correct(counter, usd, unpriced, limit, now);
        corrected++;
      }
    }
    return corrected;
  }

  private static boolean tells(Budget counter, BigDecimal usd, long unpriced, BigDecimal limit) {
    return counter.limitUsd() != null
        && counter.limitUsd().compareTo(limit) == 0
        && counter.spentUsd().compareTo(usd) == 0
        && counter.unpriced() == unpriced;
  }
}
