// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QuantityTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"0 | 0 calls", "1 | 1 call", "1234 | 1,234 calls"})
  void of_count_hasThePlural(long count, String text) {
    assertThat(Quantity.of(count, "call")).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "12 | 10 | +20 %",
        "9 | 10 | -10 %",
        "10 | 10 | +0 %",
        "1 | 0 | new",
        "0 | 0 | -",
        "5000 | 1 | +499,900 %"
      })
  void change_twoAmounts_isInPercent(BigDecimal now, BigDecimal before, String text) {
    assertThat(Quantity.change(now, before)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0 ms",
        "999 | 999 ms",
        "1234 | 1.2 s",
        "60000 | 1 min 0 s",
        "3725000 | 1 h 2 min",
        "360000000 | 100 h 0 min"
      })
  void millis_duration_hasAFittingUnit(long millis, String text) {
    assertThat(Quantity.millis(millis)).isEqualTo(text);
  }
}
