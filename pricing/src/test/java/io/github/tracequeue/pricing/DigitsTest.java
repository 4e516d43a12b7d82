// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DigitsTest {

  @ParameterizedTest
  @ValueSource(strings = {"0", "9", "00", "99", "0.0", "12.345", "9.999"})
  void decimal_withinTheLimits_isTheNumber(String text) {
    assertThat(Digits.decimal(text, 2, 3)).isEqualTo(new BigDecimal(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", ".", ".5", "5.", "100", "1.2345", "1.2.3", "-1", "+1", "1e1", "1/", "1:", "1.:", "1./",
        "a"
      })
  void decimal_otherText_isNull(String text) {
    assertThat(Digits.decimal(text, 2, 3)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-12-01", "2024-02-29", "0001-01-01", "9999-12-31"})
  void day_realDay_isTheDay(String text) {
    assertThat(Digits.day(text)).isEqualTo(LocalDate.parse(text));
    assertThat(Digits.instant(text)).isEqualTo(Instant.parse(text + "T00:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-12-1",
        "2026-12-011",
        "2026/12/01",
        "2026-12/01",
        "2026-13-01",
        "2026-00-01",
        "2026-02-29",
        "2026-12-0x",
        "202a-12-01",
        "2026-12-00",
      })
  void day_otherText_isNull(String text) {
    assertThat(Digits.day(text)).isNull();
    assertThat(Digits.instant(text)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-08-16T16:00:00Z", "2026-08-16T23:59:59Z", "1969-12-31T00:00:01Z"})
  void instant_time_isTheInstant(String text) {
    assertThat(Digits.instant(text)).isEqualTo(Instant.parse(text));
    assertThat(Digits.day(text)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-08-16T24:00:00Z",
    "2026-08-16T23:60:00Z",
    "2026-08-16T23:59:60Z",
    "2026-08-16T16:00Z",
    "2026-08-16T16:00:00",
    "2026-08-16T16:00:00.0Z",
    "2026-08-16 16:00:00Z",
    "2026-08-32T16:00:00Z",
    "2026-08-16T16:00:0aZ",
  })
  void instant_otherText_isNull(String text) {
    assertThat(Digits.instant(text)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "00:00, true",
    "19:59, true",
    "1:00, false",
    "0000:, false",
    "00:0/, false",
    "00:0:, false"
  })
  void isLike_model_hasDigitsForItsZeros(String text, boolean expected) {
    assertThat(Digits.isLike(text, "00:00")).isEqualTo(expected);
  }
}
