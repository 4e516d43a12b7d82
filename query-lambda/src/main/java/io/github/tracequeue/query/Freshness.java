// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.store.Timestamps;
import io.github.tracequeue.store.rollup.Hour;
import io.github.tracequeue.store.rollup.RollupJob;
import io.github.tracequeue.store.rollup.Rollups;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How much of the traffic the rollups contain.
 *
 * @param progress the progress of the watch function
 * @param now the time of the request
 */
record Freshness(Rollups.Progress progress, Instant now) {

  /** The watch function runs every few minutes; after this time it is late. */
  private static final Duration LATE = Duration.ofMinutes(15);

  /** Whether the watch function has run on the table. */
  boolean hasRun() {
    return progress.asOf() != null;
  }

  /** Why rollups miss calls of a time range, in one sentence; null if they miss none. */
  @Nullable String gap(Instant from, Instant until) {
    Instant asOf = progress.asOf();
    if (asOf == null) {
      return "The watch function has never run on this table, so calls were read instead of"
          + " rollups.";
    }
    if (from.isBefore(now.minus(Period.LONGEST))) {
      return "Rollups are kept for 400 days.";
    }
    Hour sealed = progress.sealedThrough();
    Hour sealable = Hour.of(asOf.minus(RollupJob.OPEN)).plus(-1);
    boolean behind = sealed == null || sealed.compareTo(sealable) < 0;
    if (behind
        && from.isBefore(sealable.end())
        && (sealed == null || until.isAfter(sealed.end()))) {
      return "The watch function is still catching up: calls"
          + (sealed == null ? "" : " after " + Timestamps.minute(sealed.end()))
          + " are not all counted.";
    }
    Instant end = Instants.earlier(until, now);
    return asOf.isBefore(end) && Duration.between(asOf, now).compareTo(LATE) > 0
        ? "The watch function last ran at "
            + Timestamps.minute(asOf)
            + ": later calls are not counted."
        : null;
  }
}
