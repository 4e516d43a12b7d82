// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import java.time.Duration;
import java.time.Instant;

/**
 * A time range {@code [from, until)}.
 *
 * @param from the start, inclusive
 * @param until the end, exclusive
 */
public record TimeRange(Instant from, Instant until) {

  /** All possible times of events. */
  public static final TimeRange ALL =
      new TimeRange(Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2100-01-01T00:00:00Z"));

  /** The tolerated clock difference of senders. */
  public static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

  public TimeRange {
    if (!from.isBefore(until)) {
      throw new IllegalArgumentException("from " + from + " is not before until " + until);
    }
  }

  /** The range from an instant on. */
  public static TimeRange since(Instant from) {
    return new TimeRange(from, ALL.until);
  }

  /**
   * The range up to now, plus a margin for clock differences. Events with a later timestamp are not
   * the newest ones.
   */
  public static TimeRange upTo(Instant now) {
    return new TimeRange(ALL.from, now.plus(CLOCK_SKEW));
  }

  /** Whether the range contains an instant. */
  public boolean contains(Instant instant) {
    return !instant.isBefore(from) && instant.isBefore(until);
  }

  KeyRange sortKeys() {
    return new KeyRange(Timestamps.format(from), Timestamps.format(until));
  }
}
