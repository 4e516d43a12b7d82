// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.store.rollup.Rollup;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sums of a period and of the one before it, and what they cover.
 *
 * @param sums of both periods
 * @param asOf when the rollups were updated; null for calls
 * @param back the time back to which the sums have all calls
 * @param gap why they miss calls of the period, in one sentence; null if they miss none
 * @param beforeComplete whether they contain all calls of the period before
 */
record PeriodSums(
    List<Sum> sums,
    Period period,
    @Nullable Instant asOf,
    boolean ofCalls,
    Instant back,
    @Nullable String gap,
    boolean beforeComplete) {

  /** The relative error of percentiles of rollups. */
  private static final double SKETCH_ERROR = 0.01;

  static PeriodSums ofRollups(List<Sum> sums, Period period, Freshness freshness) {
    Period before = period.before();
    return new PeriodSums(
        sums,
        period,
        freshness.progress().asOf(),
        false,
        before.from(),
        freshness.gap(period.from(), period.until()),
        freshness.gap(before.from(), before.until()) == null);
  }

  /**
   * The sums of calls.
   *
   * @param back the time back to which calls were read
   */
  static PeriodSums ofCalls(List<Sum> sums, Period period, Instant back, Freshness freshness) {
    boolean complete = !back.isAfter(period.from());
    return new PeriodSums(
        sums,
        period,
        freshness.progress().asOf(),
        true,
        back,
        complete ? null : "There are more calls than one response reads.",
        !back.isAfter(period.before().from()));
  }

  boolean isComplete() {
    return gap == null;
  }

  Rollup total() {
    return Sum.total(sums, period);
  }

  Rollup totalBefore() {
    return Sum.total(sums, period.before());
  }

  /** Writes what the response covers, into an open object. */
  void writeTo(JsonWriter json) {
    json.text("source", ofCalls ? "calls" : "rollups")
        .time("as_of", asOf)
        .startObject("covers")
        .time("from", Instants.later(back, period.from()))
        .time("until", period.until())
        .flag("complete", isComplete())
        .end()
        .startObject("before")
        .time("from", period.before().from())
        .time("until", period.before().until())
        .flag("complete", beforeComplete)
        .end()
        .text("problem", gap)
        .number("latency_error", latencyError(ofCalls));
  }

  /** The relative error of percentiles. */
  static double latencyError(boolean ofCalls) {
    return ofCalls ? 0 : SKETCH_ERROR;
  }
}
