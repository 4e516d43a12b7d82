// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.store.rollup.Rollup;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * The calls of this UTC month, and of the same part of the last one.
 *
 * @param today since midnight UTC
 * @param thisMonth since the start of the month
 * @param lastMonth from the start of the last month, for the time that has passed of this one
 */
record Months(Rollup today, Rollup thisMonth, Rollup lastMonth) {

  static final Months NONE = new Months(Rollup.EMPTY, Rollup.EMPTY, Rollup.EMPTY);

  /**
   * The limits of the months.
   *
   * @param today the start of today
   * @param thisStart the start of this month
   * @param lastStart the start of the last month
   * @param lastEnd the end of the same part of the last month, a whole hour
   */
  record Bounds(Instant today, Instant thisStart, Instant lastStart, Instant lastEnd) {

    static Bounds at(Instant now) {
      LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
      Instant thisStart = start(day.withDayOfMonth(1));
      Instant lastStart = start(day.withDayOfMonth(1).minusMonths(1));
      Instant passed = lastStart.plus(Duration.between(thisStart, now));
      Instant lastEnd = Step.HOUR.ceiling(passed);
      return new Bounds(start(day), thisStart, lastStart, Instants.earlier(lastEnd, thisStart));
    }

    /** The start of the day in which the part of the last month ends. */
    Instant lastDay() {
      return Step.DAY.floor(lastEnd);
    }

    private static Instant start(LocalDate day) {
      return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
  }

  /**
   * Sums up the months.
   *
   * @param days by day or by hour, since the start of the last month
   * @param hours by hour, of the day in which the part of the last month ends
   * @param now later calls do not count
   */
  static Months of(List<Sum> days, List<Sum> hours, Bounds bounds, Instant now) {
    Rollup lastDays =
        Sum.total(
            days,
            sum ->
                !sum.start().isBefore(bounds.lastStart) && sum.start().isBefore(bounds.lastDay()));
    Rollup lastHours =
        Sum.total(
            hours,
            sum -> !sum.start().isBefore(bounds.lastDay()) && sum.start().isBefore(bounds.lastEnd));
    return new Months(
        since(days, bounds.today, now),
        since(days, bounds.thisStart, now),
        lastDays.plus(lastHours));
  }

  private static Rollup since(List<Sum> sums, Instant start, Instant now) {
    return Sum.total(sums, sum -> !sum.start().isBefore(start) && !sum.start().isAfter(now));
  }

  Months plus(Months other) {
    return new Months(
        today.plus(other.today), thisMonth.plus(other.thisMonth), lastMonth.plus(other.lastMonth));
  }

  /** Writes them into an open object. */
  void writeTo(JsonWriter json) {
    SumsJson.writeChange(json, "today", today);
    SumsJson.writeChange(json, "this_month", thisMonth);
    SumsJson.writeChange(json, "last_month", lastMonth);
  }
}
