// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.budget;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How much of its budget of the day (UTC) an agent has spent, as far as this process knows.
 *
 * @param agentSlug the agent
 * @param level what the numbers mean
 * @param spentUsd the known spending of the day; null where it was not read
 * @param limitUsd the budget; null where none is known
 * @param age how long ago this was read; null where it was not
 * @param reason the level in words
 */
public record BudgetStatus(
    String agentSlug,
    Level level,
    @Nullable BigDecimal spentUsd,
    @Nullable BigDecimal limitUsd,
    @Nullable Duration age,
    String reason) {

  /** What the numbers mean. */
  public enum Level {
    /** Less than 80 % of the budget is spent. */
    OK,
    /** 80 % of the budget or more is spent. */
    WARN,
    /** The budget is spent. */
    EXCEEDED,
    /**
     * Nobody can tell: nothing was read yet, it is too old, there is no budget, or calls of the day
     * have no known cost.
     */
    UNKNOWN
  }

  /**
   * This status, unless the budget is spent.
   *
   * @throws BudgetExceededException if it is; never for {@link Level#UNKNOWN}
   */
  public BudgetStatus orThrow() {
    if (level == Level.EXCEEDED) {
      throw new BudgetExceededException(this);
    }
    return this;
  }
}
