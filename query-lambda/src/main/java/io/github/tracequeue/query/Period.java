// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.store.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A requested time range in whole steps, rounded outwards.
 *
 * @param from the start of the first bucket
 * @param until the end of the last bucket
 * @param step the width of a bucket
 */
record Period(Instant from, Instant until, Step step) {

  static final Duration LONGEST = Duration.ofDays(400);

  private static final Duration USUAL = Duration.ofDays(30);

  /** Reads the time range and the step; without them, the last 30 days by day. */
  static Period of(Parameters parameters, Instant now) {
    TimeRange range = parameters.range(now);
    Step asked = parameters.choice("step", Step.BY_NAME);
    Instant until =
        range == null || range.until().equals(TimeRange.ALL.until()) ? now : range.until();
    Instant from =
        range == null || range.from().equals(TimeRange.ALL.from())
            ? usualStart(until)
            : range.from();
    if (!from.isBefore(until)) {
      // A range that begins in the future.
      until = from.plus(Step.HOUR.width());
    }
    Duration length = Duration.between(from, until);
    if (length.compareTo(LONGEST) > 0) {
      parameters.error("from", "must be at most 400 days before until");
    }
    Step step = asked == null ? Step.usual(length) : asked;
    if (length.compareTo(step.longest()) > 0) {
      parameters.error(
          "step",
          "must not be "
              + step.wireName()
              + " for more than "
              + (step == Step.MINUTE ? "6 hours" : step.longest().toDays() + " days"));
    }
    return new Period(step.floor(from), step.ceiling(until), step);
  }

  /** With today, 30 days. */
  private static Instant usualStart(Instant until) {
    return Step.DAY.floor(until).minus(USUAL).plus(Step.DAY.width());
  }

  TimeRange range() {
    return new TimeRange(from, until);
  }

  /** The equally long period before this one. */
  Period before() {
    return new Period(from.minus(Duration.between(from, until)), from, step);
  }

  boolean contains(Instant time) {
    return !time.isBefore(from) && time.isBefore(until);
  }

  /** The starts of all buckets. */
  List<Instant> buckets() {
    List<Instant> starts = new ArrayList<>();
    for (Instant start = from; start.isBefore(until); start = start.plus(step.width())) {
      starts.add(start);
    }
    return starts;
  }
}
