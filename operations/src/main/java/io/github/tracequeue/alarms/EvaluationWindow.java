// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.alarms;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;

/** Which periods an alarm looks at when it is evaluated. */
sealed interface EvaluationWindow {

  /** The periods, from the newest to the oldest; none ends after {@code now}. */
  List<Period> at(Instant now);

  /** From, inclusive, until, exclusive. */
  record Period(Instant from, Instant until) {}

  /**
   * Periods that end now and move on with each evaluation.
   *
   * @param periods N
   */
  record Sliding(int periodSeconds, int periods) implements EvaluationWindow {

    /**
     * How many periods CloudWatch looks back farther than N where data is missing. Its
     * documentation does not give the rule, but an example: 5 periods where N is 3.
     */
    private static final int EXTRA = 2;

    @Override
    public List<Period> at(Instant now) {
      Instant end = multiDay() ? now.truncatedTo(ChronoUnit.HOURS) : now;
      List<Period> result = new ArrayList<>();
      for (int i = 0; i < periods + EXTRA; i++) {
        result.add(new Period(end.minusSeconds(periodSeconds), end));
        end = end.minusSeconds(periodSeconds);
      }
      return result;
    }

    /** Such an alarm takes data up to the full hour into account only. */
    private boolean multiDay() {
      return (long) periodSeconds * periods > Duration.ofDays(1).toSeconds();
    }
  }

  /**
   * The last complete minutes, hours, days or weeks of a time zone.
   *
   * @param unit length of a period: 1 or 5 minutes, an hour, a day or a week, in seconds
   * @param periods N
   */
  record WallClock(int unit, int periods, ZoneId zone) implements EvaluationWindow {

    /** Checks the unit. */
    public WallClock {
      if (!List.of(60, 300, 3600, 86_400, 604_800).contains(unit)) {
        throw new UnsupportedException("a wall clock window of " + unit + " s");
      }
    }

    @Override
    public List<Period> at(Instant now) {
      ZonedDateTime end = start(now.atZone(zone));
      List<Period> result = new ArrayList<>();
      for (int i = 0; i < periods; i++) {
        ZonedDateTime from = start(end.minusNanos(1));
        result.add(new Period(from.toInstant(), end.toInstant()));
        end = from;
      }
      return result;
    }

    private ZonedDateTime start(ZonedDateTime time) {
      return switch (unit) {
        case 60 -> time.truncatedTo(ChronoUnit.MINUTES);
        case 300 -> time.truncatedTo(ChronoUnit.MINUTES).minusMinutes(time.getMinute() % 5);
        case 3600 -> time.truncatedTo(ChronoUnit.HOURS);
        case 86_400 -> time.toLocalDate().atStartOfDay(zone);
        default ->
            time.toLocalDate()
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                .atStartOfDay(zone);
      };
    }
  }
}
