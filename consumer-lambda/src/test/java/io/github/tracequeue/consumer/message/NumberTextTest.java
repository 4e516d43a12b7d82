// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NumberTextTest {

  @Test
  void parse_randomNumbers_agreesWithBigDecimal() {
    Random random = new Random(11);
    for (int i = 0; i < RandomCases.of(200_000); i++) {
      String text = randomNumber(random);
      BigDecimal value = new BigDecimal(text);
      NumberText number = parse(text);

      boolean whole = value.signum() == 0 || value.stripTrailingZeros().scale() <= 0;
      assertThat(number.isWhole()).as(text).isEqualTo(whole);
      boolean within = value.signum() >= 0 && value.compareTo(BigDecimal.valueOf(1_000_000)) <= 0;
      BigDecimal rounded = value.setScale(0, RoundingMode.HALF_UP);
      boolean roundsWithin =
          value.signum() >= 0 && rounded.compareTo(BigDecimal.valueOf(1_000_000)) <= 0;
      assertThat(number.roundedUpTo(1_000_000))
          .as(text)
          .isEqualTo(roundsWithin ? (Long) rounded.longValueExact() : null);
      BigDecimal money = within ? value.setScale(12, RoundingMode.HALF_EVEN) : null;
      assertThat(number.moneyUpTo(1_000_000))
          .as(text)
          .usingComparator((a, b) -> a == null || b == null ? (a == b ? 0 : 1) : a.compareTo(b))
          .isEqualTo(money);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1e999999999999999999999,true",
    "1e-999999999999999999999,false",
    "0e999999999999999999999,true",
    "0.000e-99999999999999999999,true",
    "100000000000000000000000000000e-29,true",
    "100000000000000000000000000000e-30,false"
  })
  void isWhole_extremeExponents_isDecidedWithoutTheNumber(String text, boolean whole) {
    assertThat(parse(text).isWhole()).isEqualTo(whole);
  }

  @Test
  void roundedUpTo_limits_areIncluded() {
    long max = (1L << 53) - 1;

    assertThat(parse("9007199254740991").roundedUpTo(max)).isEqualTo(max);
    assertThat(parse("9007199254740992").roundedUpTo(max)).isNull();
    assertThat(parse("0").roundedUpTo(max)).isZero();
    assertThat(parse("-0").roundedUpTo(max)).isZero();
    assertThat(parse("-1").roundedUpTo(max)).isNull();
    assertThat(parse("9".repeat(100_000)).roundedUpTo(max)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "0.1234567890125,0.123456789012",
    "0.1234567890135,0.123456789014",
    "0.12345678901250000000000000000000000000000000000000000001,0.123456789013",
    "0.0000000000005,0",
    "0.00000000000050000000000000000000000000000000000000000000000000001,0.000000000001",
    "1e-400,0",
    "1000000,1000000",
    "1000000.0000000,1000000"
  })
  void moneyUpTo_beyondTwelveDecimals_isRoundedHalfEven(String text, BigDecimal money) {
    assertThat(parse(text).moneyUpTo(1_000_000)).isEqualByComparingTo(money);
  }

  @Test
  void moneyUpTo_aTraceAboveTheLimit_isNull() {
    assertThat(parse("1000000." + "0".repeat(60) + "1").moneyUpTo(1_000_000)).isNull();
    assertThat(parse("-1e-60").moneyUpTo(1_000_000)).isNull();
    assertThat(parse("1e400").moneyUpTo(1_000_000)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "0.5,1",
    "0.49999999999999999999999999999999999999999999999999,0",
    "2.5,3",
    "1e-400,0",
    "1000000.4,1000000"
  })
  void roundedUpTo_fraction_isRoundedHalfUp(String text, long rounded) {
    assertThat(parse(text).roundedUpTo(1_000_000)).isEqualTo(rounded);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "x", "1,000", "+1", "01", "1.", ".5", "1e", "0x1", "NaN", "1 2"})
  void of_textWithoutANumber_isNull(String text) {
    assertThat(NumberText.of(text)).isNull();
  }

  private static NumberText parse(String text) {
    return Objects.requireNonNull(NumberText.of(" " + text + "\n"), text);
  }

  private static String randomNumber(Random random) {
    StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "-" : "");
    int digits = 1 + random.nextInt(random.nextInt(10) == 0 ? 60 : 8);
    String whole = digits(random, digits);
    text.append(whole.length() > 1 ? whole.replaceFirst("^0+(?!$)", "") : whole);
    if (random.nextBoolean()) {
      text.append('.').append(digits(random, 1 + random.nextInt(20)));
    }
    if (random.nextInt(3) == 0) {
      text.append(random.nextBoolean() ? 'e' : 'E');
      text.append(random.nextInt(3) == 0 ? "+" : random.nextInt(2) == 0 ? "-" : "");
      text.append(random.nextInt(random.nextInt(10) == 0 ? 80 : 9));
    }
    return text.toString();
  }

  private static String digits(Random random, int count) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < count; i++) {
      digits.append(random.nextInt(3) == 0 ? 0 : random.nextInt(10));
    }
    return digits.toString();
  }
}
