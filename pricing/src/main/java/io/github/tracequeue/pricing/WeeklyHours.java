// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Hours that recur every week, in UTC, written {@code mon-fri 01:00-04:00 06:00-10:00}.
 *
 * @param firstDay the first day
 * @param lastDay the last day, not before {@code firstDay}
 * @param spans the hours of each of these days
 */
public record WeeklyHours(DayOfWeek firstDay, DayOfWeek lastDay, List<Span> spans) {

  private static final int MINUTES_A_DAY = 1_440;
  private static final Pattern TIME = Pattern.compile("([0-9]{2}):([0-9]{2})");

  /**
   * Minutes of a day.
   *
   * @param from the first minute, inclusive
   * @param until the end, exclusive
   */
  public record Span(int from, int until) {}

  /** Copies the spans. */
  public WeeklyHours {
    spans = List.copyOf(spans);
  }

  /** Whether the instant is in one of the spans. */
  public boolean contains(Instant at) {
    OffsetDateTime utc = at.atOffset(ZoneOffset.UTC);
    DayOfWeek day = utc.getDayOfWeek();
    int minute = utc.get(ChronoField.MINUTE_OF_DAY);
    return day.compareTo(firstDay) >= 0
        && day.compareTo(lastDay) <= 0
        && spans.stream().anyMatch(span -> minute >= span.from && minute < span.until);
  }

  /**
   * Parses the format above.
   *
   * @throws IllegalArgumentException if the text has another format; the message names the invalid
   *     part
   */
  static WeeklyHours parse(String text) {
    String[] parts = text.split(" ", -1);
    if (parts.length < 2) {
      throw new IllegalArgumentException(
          "expected days and hours, for example mon-fri 01:00-04:00");
    }
    String[] days = bounds(parts[0]);
    DayOfWeek first = day(days[0]);
    DayOfWeek last = day(days[1]);
    if (first.compareTo(last) > 0) {
      throw new IllegalArgumentException(parts[0] + " ends before it starts");
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
      if (name(day).equals(name)) {
        return day;
      }
    }
    throw new IllegalArgumentException(name + " is not a day like mon");
  }

  private static int minute(String time) {
    Matcher matcher = TIME.matcher(time);
    if (matcher.matches()) {
      int minute = Integer.parseInt(matcher.group(2));
      int minuteOfDay = 60 * Integer.parseInt(matcher.group(1)) + minute;
      if (minute < 60 && minuteOfDay <= MINUTES_A_DAY) {
        return minuteOfDay;
      }
    }
    throw new IllegalArgumentException(time + " is not a time from 00:00 to 24:00");
  }

  /** In the format that {@link #parse} reads. */
  @Override
  public String toString() {
    return name(firstDay)
        + "-"
        + name(lastDay)
        + spans.stream()
            .map(span -> " " + time(span.from) + "-" + time(span.until))
            .collect(Collectors.joining());
  }

  private static String name(DayOfWeek day) {
    return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
  }

  private static String time(int minuteOfDay) {
    return String.format(Locale.ROOT, "%02d:%02d", minuteOfDay / 60, minuteOfDay % 60);
  }
}
