// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store.rollup;

import io.github.tracequeue.store.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * A UTC hour, formatted as {@code 2026-11-23T12}.
 *
 * @param start the start of the hour
 */
public record Hour(Instant start) implements Comparable<Hour> {

  private static final int TEXT_LENGTH = "2026-11-23T12".length();

  public Hour {
    if (!start.equals(start.truncatedTo(ChronoUnit.HOURS))) {
      throw new IllegalArgumentException("not the start of an hour: " + start);
    }
  }

  /** The hour of an instant. */
  public static Hour of(Instant time) {
    return new Hour(time.truncatedTo(ChronoUnit.HOURS));
  }

  /** The first hour of a UTC day. */
  public static Hour firstOf(LocalDate day) {
    return of(day.atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  /**
   * Parses the result of {@link #toString}.
   *
   * @throws java.time.format.DateTimeParseException if the text is invalid
   */
  public static Hour parse(String text) {
    return new Hour(Instant.parse(text + ":00:00Z"));
  }

  /** The end, exclusive. */
  public Instant end() {
    return start.plus(1, ChronoUnit.HOURS);
  }

  /** The hour that is {@code hours} later, or earlier if negative. */
  public Hour plus(long hours) {
    return new Hour(start.plus(Duration.ofHours(hours)));
  }

  /** The UTC day of the hour. */
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
