// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A JSON number of any length and exponent, truncated to the digits that the contract's limits and
 * twelve decimals depend on. Parsing is linear in the length, regardless of the value.
 */
final class NumberText {

  /** The number of significant digits; one more represents all that follow. */
  private static final int DIGITS = 40;

  /** Powers of ten beyond which a number is only "huge" or "tiny". */
  private static final long HUGE = 20;

  private static final long TINY = -30;

  /** Far beyond all limits; the sum of two does not overflow. */
  private static final long MAX_EXPONENT = 1_000_000_000_000L;

  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?(?:[eE][+-]?[0-9]++)?");

  private final BigDecimal value;
  private final boolean whole;

  private NumberText(BigDecimal value, boolean whole) {
    this.value = value;
    this.whole = whole;
  }

  /** The number of a text, with optional spaces around it; null if it is not a number. */
  static @Nullable NumberText of(String text) {
    String trimmed = text.trim();
    return NUMBER.matcher(trimmed).matches() ? parse(trimmed) : null;
  }

  private static NumberText parse(String number) {
    char[] text = number.toCharArray();
    int end = text.length;
    boolean negative = text[0] == '-';
    StringBuilder kept = new StringBuilder(DIGITS + 1);
    long digits = 0;
    long beforePoint = -1;
    long firstNonZero = -1;
    long lastNonZero = -1;
    int i = negative ? 1 : 0;
    for (; i < end && text[i] != 'e' && text[i] != 'E'; i++) {
      if (text[i] == '.') {
        beforePoint = digits;
        continue;
      }
      if (text[i] != '0') {
        lastNonZero = digits;
        firstNonZero = firstNonZero < 0 ? digits : firstNonZero;
      }
      if (firstNonZero >= 0 && kept.length() < DIGITS) {
        kept.append(text[i]);
      }
      digits++;
    }
    if (firstNonZero < 0) {
      return new NumberText(BigDecimal.ZERO, true);
    }
    // The power of ten of the digit before the point.
    long ones = (beforePoint < 0 ? digits : beforePoint) - 1 + exponent(text, i, end);
    if (lastNonZero >= firstNonZero + kept.length()) {
      kept.append('1');
    }
    BigDecimal magnitude = magnitude(kept, ones - firstNonZero);
    return new NumberText(negative ? magnitude.negate() : magnitude, ones >= lastNonZero);
  }

  /** Whether it is a whole number, in any notation. */
  boolean isWhole() {
    return whole;
  }

  BigDecimal value() {
    return value;
  }

  /** Its value rounded half up if it is not negative and then 0 to {@code max}, otherwise null. */
  @Nullable Long roundedUpTo(long max) {
    BigDecimal rounded = value.setScale(0, RoundingMode.HALF_UP);
    boolean isWithin = value.signum() >= 0 && rounded.compareTo(BigDecimal.valueOf(max)) <= 0;
    return isWithin ? (Long) rounded.longValueExact() : null;
  }

  /** Its value rounded half-even to 12 decimals if it is 0 to {@code max}, otherwise null. */
  @Nullable BigDecimal moneyUpTo(long max) {
    boolean isWithin = value.signum() >= 0 && value.compareTo(BigDecimal.valueOf(max)) <= 0;
    return isWithin ? value.setScale(12, RoundingMode.HALF_EVEN).stripTrailingZeros() : null;
  }

  private static BigDecimal magnitude(StringBuilder digits, long power) {
    if (power > HUGE) {
      return BigDecimal.ONE.scaleByPowerOfTen((int) HUGE + 1);
    }
    if (power < TINY) {
      return BigDecimal.ONE.scaleByPowerOfTen((int) TINY - 1);
    }
    int scale = digits.length() - 1 - (int) power;
    return new BigDecimal(new BigInteger(digits.toString()), scale);
  }

  private static long exponent(char[] text, int i, int end) {
    if (i == end) {
      return 0;
    }
    boolean negative = text[i + 1] == '-';
    long exponent = 0;
    for (int digit = negative || text[i + 1] == '+' ? i + 2 : i + 1; digit < end; digit++) {
      exponent = Math.min(MAX_EXPONENT, exponent * 10 + text[digit] - '0');
    }
    return negative ? -exponent : exponent;
  }
}
