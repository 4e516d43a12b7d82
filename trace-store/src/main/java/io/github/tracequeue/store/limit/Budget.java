// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store.limit;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What an agent has spent on a day of UTC, and may spend.
 *
 * @param agentSlug the agent
 * @param day the day
 * @param addedUsd what the consumer has added up, US dollars
 * @param addedUnpriced calls without a known cost among them
 * @param correctionUsd what the watch function adds to that, positive or negative
 * @param correctionUnpriced the same for calls without a known cost
 * @param limitUsd the budget; null where none is known
 * @param correctedAt when the watch function last compared it with the calls; null for never
 */
public record Budget(
    String agentSlug,
    LocalDate day,
    BigDecimal addedUsd,
    long addedUnpriced,
    BigDecimal correctionUsd,
    long correctionUnpriced,
    @Nullable BigDecimal limitUsd,
    @Nullable Instant correctedAt) {

  /** US dollars spent, as far as is known. */
  public BigDecimal spentUsd() {
    return addedUsd.add(correctionUsd);
  }

  /** Calls whose cost is not in {@link #spentUsd}, for nobody knows it. */
  public long unpriced() {
    return addedUnpriced + correctionUnpriced;
  }
}
