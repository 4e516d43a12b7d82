// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.alarms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tracequeue.alarms.EvaluationWindow.Period;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EvaluationWindowTest {

  @Test
  void sliding_endsNowAndLooksTwoPeriodsFarther() {
    assertThat(new EvaluationWindow.Sliding(300, 3).at(Instant.parse("2026-11-23T10:07:00Z")))
        .containsExactly(
            period("2026-11-23T10:02:00Z", "2026-11-23T10:07:00Z"),
            period("2026-11-23T09:57:00Z", "2026-11-23T10:02:00Z"),
            period("2026-11-23T09:52:00Z", "2026-11-23T09:57:00Z"),
            period("2026-11-23T09:47:00Z", "2026-11-23T09:52:00Z"),
            period("2026-11-23T09:42:00Z", "2026-11-23T09:47:00Z"));
  }

  @ParameterizedTest
  @CsvSource({
    "3600,  24, 2026-11-23T10:07:00Z",
    "3600,  25, 2026-11-23T10:00:00Z",
    "86400,  1, 2026-11-23T10:07:00Z",
    "86400,  2, 2026-11-23T10:00:00Z"
  })
  void sliding_overMoreThanADay_endsAtTheFullHour(int period, int periods, Instant end) {
    assertThat(
            new EvaluationWindow.Sliding(period, periods)
                .at(Instant.parse("2026-11-23T10:07:00Z"))
                .get(0)
                .until())
        .isEqualTo(end);
  }

  @ParameterizedTest
  @CsvSource({
    "60,     UTC,           2026-11-23T10:07:00Z, 2026-11-23T10:06:00Z, 2026-11-23T10:07:00Z",
    "300,    UTC,           2026-11-23T10:07:00Z, 2026-11-23T10:00:00Z, 2026-11-23T10:05:00Z",
    "3600,   UTC,           2026-11-23T10:07:00Z, 2026-11-23T09:00:00Z, 2026-11-23T10:00:00Z",
    "3600,   Asia/Kolkata,  2026-11-23T10:37:00Z, 2026-11-23T09:30:00Z, 2026-11-23T10:30:00Z",
    "86400,  UTC,           2026-11-23T10:07:00Z, 2026-11-22T00:00:00Z, 2026-11-23T00:00:00Z",
    "86400,  Europe/Berlin, 2026-11-23T10:07:00Z, 2026-11-21T23:00:00Z, 2026-11-22T23:00:00Z",
    "86400,  Europe/Berlin, 2026-10-26T10:07:00Z, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z",
    "86400,  Europe/Berlin, 2026-03-30T10:07:00Z, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z",
    "604800, UTC,           2026-11-25T10:07:00Z, 2026-11-16T00:00:00Z, 2026-11-23T00:00:00Z"
  })
  void wallClock_isTheLastCompletePeriodOfTheZone(
      int unit, ZoneId zone, Instant now, Instant from, Instant until) {
    assertThat(new EvaluationWindow.WallClock(unit, 1, zone).at(now))
        .containsExactly(new Period(from, until));
  }

  @Test
  void wallClock_severalPeriods_followEachOther() {
    assertThat(
            new EvaluationWindow.WallClock(86_400, 2, ZoneId.of("UTC"))
                .at(Instant.parse("2026-11-23T00:00:00Z")))
        .containsExactly(
            period("2026-11-22T00:00:00Z", "2026-11-23T00:00:00Z"),
            period("2026-11-21T00:00:00Z", "2026-11-22T00:00:00Z"));
  }

  @Test
  void wallClock_otherUnit_isRefused() {
    assertThatThrownBy(() -> new EvaluationWindow.WallClock(900, 1, ZoneId.of("UTC")))
        .isInstanceOf(UnsupportedException.class);
  }

  private static Period period(String from, String until) {
    return new Period(Instant.parse(from), Instant.parse(until));
  }
}
