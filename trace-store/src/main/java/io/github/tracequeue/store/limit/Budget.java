// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store.limit;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An agent's spend and budget for a UTC day.
 *
 * @param agentSlug the agent
 * @param day the day
 * @param addedUsd the sum that the consumer added, in US dollars
 * @param addedUnpriced the number of calls with an unknown cost that the consumer added
 * @param correctionUsd the correction by the watch function, positive or negative
 * @param correctionUnpriced the correction of the number of calls with an unknown cost
 * @param limitUsd the budget; null if unknown
 * @param correctedAt when the watch function last compared the counter with the calls; null if
 *     never
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

  /** The known spend in US dollars. */
  public BigDecimal spentUsd() {
    return addedUsd.add(correctionUsd);
  }

  /** The number of calls with an unknown cost, which {@link #spentUsd} does not include. */
  public long unpriced() {
    return addedUnpriced + correctionUnpriced;
  }
}
