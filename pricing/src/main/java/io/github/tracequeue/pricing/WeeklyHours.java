// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.time.DayOfWeek;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Hours that come round every week, in UTC, written {@code mon-fri 01:00-04:00 06:00-10:00}.
 *
 * @param firstDay the first day they hold
 * @param lastDay the last day they hold, not before {@code firstDay}
 * @param spans the hours of each of those days
 */
public record WeeklyHours(DayOfWeek firstDay, DayOfWeek lastDay, List<Span> spans) {

  private static final int SECONDS_A_DAY = 86_400;
  private static final int MINUTES_A_DAY = 1_440;

  /**
   * Minutes of a day.
   *
   * @param from the first minute in
   * @param until the first minute out
   */
  public record Span(int from, int until) {}

  /** Copies the spans. */
  public WeeklyHours {
    spans = List.copyOf(spans);
  }

  /** Whether the instant lies in one of the spans. */
  public boolean contains(Instant at) {
    long seconds = at.getEpochSecond();
    // The epoch began on a Thursday, the fourth day of the ISO week.
    int day = 1 + (int) Math.floorMod(Math.floorDiv(seconds, (long) SECONDS_A_DAY) + 3, 7L);
    if (day < firstDay.getValue() || day > lastDay.getValue()) {
      return false;
    }
    int minute = (int) Math.floorMod(seconds, (long) SECONDS_A_DAY) / 60;
    for (Span span : spans) {
      if (minute >= span.from && minute < span.until) {
        return true;
      }
    }
    return false;
  }

  /**
   * Reads the form above.
   *
   * @throws IllegalArgumentException if the text has another form; the message says which part
   */
  static WeeklyHours parse(String text) {
    String[] parts = text.split(" ", -1);
    if (parts.length < 2) {
      throw new IllegalArgumentException("days and hours are expected, as in mon-fri 01:00-04:00");
    }
    String[] days = bounds(parts[0]);
    DayOfWeek first = day(days[0]);
    DayOfWeek last = day(days[1]);
    if (first.compareTo(last) > 0) {
      throw new IllegalArgumentException(parts[0] + " goes backwards");
    }
    List<Span> spans = new ArrayList<>();
    for (int i = 1; i < parts.length; i++) {
      String[] times = bounds(parts[i]);
      Span span = new Span(minute(times[0]), minute(times[1]));
      if (span.from >= span.until) {
        throw new IllegalArgumentException(parts[i] + " ends before it starts");
      }
      spans.add(span);
    }
    return new WeeklyHours(first, last, spans);
  }

  private static String[] bounds(String range) {
    String[] bounds = range.split("-", -1);
    if (bounds.length != 2) {
      throw new IllegalArgumentException(range + " is not a range like mon-fri or 01:00-04:00");
    }
    return bounds;
  }

  private static DayOfWeek day(String name) {
    for (DayOfWeek day : DayOfWeek.values()) {
      if (day.name().substring(0, 3).toLowerCase(Locale.ROOT).equals(name)) {
        return day;
      }
    }
    throw new IllegalArgumentException(name + " is not a day like mon");
  }

  private static int minute(String time) {
    if (Digits.isLike(time, "00:00")) {
      int minute = Digits.number(time, 3, 5);
      int minuteOfDay = 60 * Digits.number(time, 0, 2) + minute;
      if (minute < 60 && minuteOfDay <= MINUTES_A_DAY) {
        return minuteOfDay;
      }
    }
    throw new IllegalArgumentException(time + " is not a time from 00:00 to 24:00");
  }
}
