// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;

/** The width of the time buckets of a response. Days are UTC days. */
enum Step {
  /** From calls: rollups have no minutes. */
  MINUTE(ChronoUnit.MINUTES, Duration.ofHours(6)),
  HOUR(ChronoUnit.HOURS, Duration.ofDays(31)),
  DAY(ChronoUnit.DAYS, Duration.ofDays(401));

  static final Map<String, Step> BY_NAME = Map.of("minute", MINUTE, "hour", HOUR, "day", DAY);

  /** Up to this length, a range has a bucket for each hour by default. */
  private static final Duration SHORT = Duration.ofDays(2);

  private final ChronoUnit unit;
  private final Duration longest;

  Step(ChronoUnit unit, Duration longest) {
    this.unit = unit;
    this.longest = longest;
  }

  static Step usual(Duration length) {
    return length.compareTo(SHORT) <= 0 ? HOUR : DAY;
  }

  /** The value in the API. */
  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The longest range with such buckets. */
  Duration longest() {
    return longest;
  }

  Duration width() {
    return unit.getDuration();
  }

  /** The start of the bucket with an instant. */
  Instant floor(Instant time) {
    return time.truncatedTo(unit);
  }

  /** The start of the first bucket that begins at an instant or later. */
  Instant ceiling(Instant time) {
    Instant floor = floor(time);
    return floor.equals(time) ? time : floor.plus(width());
  }
}
