// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WeeklyHoursTest {

  private static final WeeklyHours HOURS = WeeklyHours.parse("tue-thu 01:30-04:00 22:00-24:00");

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T02:00:00Z, false",
    "2026-11-23T23:59:59Z, false",
    "2026-11-24T00:00:00Z, false",
    "2026-11-24T01:29:59.999Z, false",
    "2026-11-24T01:30:00Z, true",
    "2026-11-24T03:59:59.999Z, true",
    "2026-11-24T04:00:00Z, false",
    "2026-11-24T21:59:59.999Z, false",
    "2026-11-24T22:00:00Z, true",
    "2026-11-26T23:59:59.999Z, true",
    "2026-11-27T02:00:00Z, false",
    "1969-12-30T23:00:00Z, true",
    "1970-01-01T02:00:00Z, true",
    "1969-12-29T23:00:00Z, false",
  })
  void contains_instant_isInOneOfTheSpans(Instant at, boolean expected) {
    assertThat(HOURS.contains(at)).isEqualTo(expected);
  }

  @Test
  void contains_wholeWeek_isAlwaysTrue() {
    WeeklyHours always = WeeklyHours.parse("mon-sun 00:00-24:00");

    for (int hour = 0; hour < 7 * 24; hour++) {
      assertThat(always.contains(Instant.parse("2026-11-23T00:00:00Z").plusSeconds(hour * 3600L)))
          .isTrue();
    }
  }

  @Test
  void parse_oneDay_holdsThatDayOnly() {
    WeeklyHours sunday = WeeklyHours.parse("sun-sun 00:00-00:01");

    assertThat(sunday.contains(Instant.parse("2026-11-22T00:00:59Z"))).isTrue();
    assertThat(sunday.contains(Instant.parse("2026-11-22T00:01:00Z"))).isFalse();
    assertThat(sunday.contains(Instant.parse("2026-11-23T00:00:00Z"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mon-fri | expected days and hours, for example mon-fri 01:00-04:00",
        "mon 01:00-02:00 | mon is not a range like mon-fri or 01:00-04:00",
        "mon-fri-sat 01:00-02:00 | mon-fri-sat is not a range like mon-fri or 01:00-04:00",
        "fri-mon 01:00-02:00 | fri-mon ends before it starts",
        "mon-xyz 01:00-02:00 | xyz is not a day like mon",
        "Mon-fri 01:00-02:00 | Mon is not a day like mon",
        "mon-fri 02:00-02:00 | 02:00-02:00 ends before it starts",
        "mon-fri 03:00-02:00 | 03:00-02:00 ends before it starts",
        "mon-fri 1:00-02:00 | 1:00 is not a time from 00:00 to 24:00",
        "mon-fri 01:60-02:00 | 01:60 is not a time from 00:00 to 24:00",
        "mon-fri 01:00-24:01 | 24:01 is not a time from 00:00 to 24:00",
        "mon-fri 01:00-02:00  03:00-04:00 | ' is not a range like mon-fri or 01:00-04:00'",
      })
  void parse_badText_saysWhichPart(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WeeklyHours.parse(text))
        .withMessage(message);
  }
}
