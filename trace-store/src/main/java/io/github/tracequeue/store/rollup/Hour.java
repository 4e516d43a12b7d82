// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store.rollup;

import io.github.tracequeue.store.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * An hour of UTC, written {@code 2026-11-23T12}.
 *
 * @param start its first instant
 */
public record Hour(Instant start) implements Comparable<Hour> {

  private static final int TEXT_LENGTH = "2026-11-23T12".length();

  public Hour {
    if (!start.equals(start.truncatedTo(ChronoUnit.HOURS))) {
      throw new IllegalArgumentException("no hour starts at " + start);
    }
  }

  /** The hour that an instant is in. */
  public static Hour of(Instant time) {
    return new Hour(time.truncatedTo(ChronoUnit.HOURS));
  }

  /**
   * The hour of a text as {@link #toString} writes it.
   *
   * @throws java.time.format.DateTimeParseException if it is none
   */
  public static Hour parse(String text) {
    return new Hour(Instant.parse(text + ":00:00Z"));
  }

  /** The first instant after it. */
  public Instant end() {
    return start.plus(1, ChronoUnit.HOURS);
  }

  /** The hour so many hours later, or earlier for a negative number. */
  public Hour plus(long hours) {
    return new Hour(start.plus(Duration.ofHours(hours)));
  }

  /** The day of UTC that it is in. */
  public LocalDate day() {
    return LocalDate.ofInstant(start, ZoneOffset.UTC);
  }

  @Override
  public int compareTo(Hour other) {
    return start.compareTo(other.start);
  }

  @Override
  public String toString() {
    return Timestamps.format(start).substring(0, TEXT_LENGTH);
  }
}
