// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.budget;

import io.github.tracequeue.budget.BudgetStatus.Level;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The data about an agent's budget in the table.
 *
 * @param counters the counters by UTC day: today, and tomorrow if it exists
 * @param override a temporary limit; null for none
 * @param readAt when the data were read
 */
record BudgetReading(
    Map<LocalDate, Counter> counters, @Nullable LimitOverride override, Instant readAt) {

  /** The maximum age of the data: eight failed refreshes. */
  static final Duration MAX_AGE = Duration.ofMinutes(2);

  private static final BigDecimal WARN_SHARE = new BigDecimal("0.8");

  BudgetReading {
    counters = Map.copyOf(counters);
  }

  /**
   * The counter of a day.
   *
   * @param spentUsd the known spend of the day
   * @param unpriced the number of calls with an unknown cost
   * @param limitUsd the budget; null if it is unknown
   */
  record Counter(BigDecimal spentUsd, long unpriced, @Nullable BigDecimal limitUsd) {}

  /** A limit that replaces the budget until a given time. */
  record LimitOverride(BigDecimal limitUsd, Instant until) {}

  BudgetStatus status(String agentSlug, Instant now) {
    Duration since = Duration.between(readAt, now);
    Duration age = since.isNegative() ? Duration.ZERO : since;
    Counter counter = counters.get(LocalDate.ofInstant(now, ZoneOffset.UTC));
    if (counter == null) {
      return new BudgetStatus(
          agentSlug, Level.UNKNOWN, null, null, age, "the table has no budget for today");
    }
    BigDecimal limit =
        override != null && now.isBefore(override.until) ? override.limitUsd : counter.limitUsd;
    if (limit == null) {
      return new BudgetStatus(
          agentSlug, Level.UNKNOWN, counter.spentUsd, null, age, "the agent has no budget");
    }
    Level level = level(counter, limit, age);
    return new BudgetStatus(
        agentSlug, level, counter.spentUsd, limit, age, reason(level, counter, limit, age));
  }

  private static Level level(Counter counter, BigDecimal limit, Duration age) {
    if (age.compareTo(MAX_AGE) > 0) {
      return Level.UNKNOWN;
    }
    // Unpriced calls can only increase the spend, so EXCEEDED is certain.
    if (counter.spentUsd.compareTo(limit) >= 0) {
      return Level.EXCEEDED;
    }
    if (counter.unpriced > 0) {
      return Level.UNKNOWN;
    }
    boolean warn = counter.spentUsd.compareTo(limit.multiply(WARN_SHARE)) >= 0;
    return warn ? Level.WARN : Level.OK;
  }

  private static String reason(Level level, Counter counter, BigDecimal limit, Duration age) {
    String spent =
        "$" + counter.spentUsd.toPlainString() + " of $" + limit.toPlainString() + " spent today";
    if (level != Level.UNKNOWN) {
      return spent;
    }
    return age.compareTo(MAX_AGE) > 0
        ? "last read " + age.toSeconds() + " seconds ago: " + spent
        : spent + ", and calls with an unknown cost: " + counter.unpriced;
  }
}
