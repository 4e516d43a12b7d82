// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import java.time.Duration;
import java.time.Instant;

/**
 * A span of time, {@code [from, until)}.
 *
 * @param from the first instant in it
 * @param until the first instant after it
 */
public record TimeRange(Instant from, Instant until) {

  /** Every time that an event can have. */
  public static final TimeRange ALL =
      new TimeRange(Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2100-01-01T00:00:00Z"));

  /** How far a sender's clock may be ahead of ours. */
  private static final Duration CLOCK_MARGIN = Duration.ofMinutes(5);

  public TimeRange {
    if (!from.isBefore(until)) {
      throw new IllegalArgumentException("from " + from + " is not before until " + until);
    }
  }

  /** Everything since an instant. */
  public static TimeRange since(Instant from) {
    return new TimeRange(from, ALL.until);
  }

  /**
   * Every time up to now, and a little later for clocks that run ahead: what is dated later is not
   * the newest, regardless of its date.
   */
  public static TimeRange upTo(Instant now) {
    return new TimeRange(ALL.from, now.plus(CLOCK_MARGIN));
  }

  /** Whether the instant is in it. */
  public boolean contains(Instant instant) {
    return !instant.isBefore(from) && instant.isBefore(until);
  }

  KeyRange sortKeys() {
    return new KeyRange(Timestamps.format(from), Timestamps.format(until));
  }
}
