// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.budget;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The status of an agent's budget for the current UTC day, as known to this process.
 *
 * @param agentSlug the agent
 * @param level the level
 * @param spentUsd the known spend of the day; null if it was not read
 * @param limitUsd the budget; null if it is unknown
 * @param age the age of the data; null if there are none
 * @param reason describes the level
 */
public record BudgetStatus(
    String agentSlug,
    Level level,
    @Nullable BigDecimal spentUsd,
    @Nullable BigDecimal limitUsd,
    @Nullable Duration age,
    String reason) {

  /** The level of a budget. */
  public enum Level {
    /** Less than 80 % of the budget is spent. */
    OK,
    /** At least 80 % of the budget is spent. */
    WARN,
    /** The budget is spent. */
    EXCEEDED,
    /**
     * The level is unknown: no data were read yet, the data are too old, there is no budget, or the
     * day has calls with an unknown cost.
     */
    UNKNOWN
  }

  /**
   * Returns this status if the budget is not exceeded.
   *
   * @throws BudgetExceededException if the level is {@link Level#EXCEEDED}; never for {@link
   *     Level#UNKNOWN}
   */
  public BudgetStatus orThrow() {
    if (level == Level.EXCEEDED) {
      throw new BudgetExceededException(this);
    }
    return this;
  }
}
