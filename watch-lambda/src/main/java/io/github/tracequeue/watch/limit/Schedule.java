// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch.limit;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** When an agent should be active. */
sealed interface Schedule {

  /** The schedule in words. */
  String text();

  /**
   * At least once per interval. The agent is late after one and a half intervals.
   *
   * @param interval at least one minute
   */
  record Every(Duration interval) implements Schedule {

    Duration lateAfter() {
      return interval.plus(interval.dividedBy(2));
    }

    @Override
    public String text() {
      return "a call or a finished run every " + ValueText.duration(interval);
    }
  }

  /**
   * At least once on each of the given weekdays.
   *
   * @param zone the time zone of the days and the time
   * @param days the weekdays
   * @param at the start time; null for any time of the day
   * @param within the time after the start until the activity must be visible
   */
  record Calendar(ZoneId zone, Set<DayOfWeek> days, @Nullable LocalTime at, Duration within)
      implements Schedule {

    /** How much earlier than {@code at} a start may be. */
    private static final Duration EARLY = Duration.ofMinutes(5);

    public Calendar {
      days = Set.copyOf(days);
    }

    /** The start of the newest period that is due; null if it is more than a week ago. */
    @Nullable Instant lastDue(Instant now) {
      LocalDate today = LocalDate.ofInstant(now, zone);
      for (LocalDate date = today; date.isAfter(today.minusDays(8)); date = date.minusDays(1)) {
        if (days.contains(date.getDayOfWeek()) && !dueBy(date).isAfter(now)) {
          return at == null
              ? date.atStartOfDay(zone).toInstant()
              : ZonedDateTime.of(date, at, zone).toInstant().minus(EARLY);
        }
      }
      return null;
    }

    private Instant dueBy(LocalDate date) {
      return at == null
          ? date.plusDays(1).atStartOfDay(zone).toInstant()
          : ZonedDateTime.of(date, at, zone).toInstant().plus(within);
    }

    @Override
    public String text() {
      String when =
          at == null ? "" : " within " + ValueText.duration(within) + " from " + at + " on";
      String which = days.size() == 7 ? "every day" : days.size() + " days a week";
      return "a call or a finished run on "
          + which
          + (when.isEmpty() ? "" : "," + when)
          + " "
          + zone;
    }
  }

  /**
   * Every day, for an agent without a configured schedule that was active on each of seven days.
   */
  record Usual() implements Schedule {

    static final int DAYS = 7;

    /** A day, plus a tolerance for agents that do not start at a fixed minute. */
    static final Duration LATE_AFTER = Duration.ofHours(26);

    @Override
    public String text() {
      return "a call in " + ValueText.duration(LATE_AFTER) + ", after calls on each of seven days";
    }
  }
}
