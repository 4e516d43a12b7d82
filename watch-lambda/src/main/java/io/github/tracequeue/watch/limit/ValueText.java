// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch.limit;

import io.github.tracequeue.store.Timestamps;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Formats numbers and times for notices. */
public final class ValueText {

  private static final BigDecimal CENT = new BigDecimal("0.01");

  private ValueText() {}

  /** {@code 2026-11-30 09:05 UTC}. */
  public static String time(Instant time) {
    return Timestamps.minute(time);
  }

  /** {@code $12.34}, or two significant digits below one cent. */
  public static String usd(BigDecimal amount) {
    BigDecimal rounded =
        amount.abs().compareTo(CENT) < 0
            ? amount.round(new MathContext(2)).stripTrailingZeros()
            : amount.setScale(2, RoundingMode.HALF_UP);
    return "$" + (rounded.signum() == 0 ? "0" : rounded.toPlainString());
  }

  /** {@code 1,234 ms}. */
  public static String millis(long millis) {
    return String.format(Locale.ROOT, "%,d ms", millis);
  }

  /** {@code 12.5 %}. */
  public static String percent(double percent) {
    return number(percent) + " %";
  }

  /** A number with at most one decimal place. */
  public static String number(double number) {
    return BigDecimal.valueOf(number)
        .setScale(1, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }

  /** {@code 26 hours}, {@code 90 minutes}, {@code 3 days}. */
  public static String duration(Duration duration) {
    long minutes = duration.toMinutes();
    if (minutes < 120) {
      return minutes + (minutes == 1 ? " minute" : " minutes");
    }
    long hours = duration.toHours();
    return hours < 48 ? hours + " hours" : duration.toDays() + " days";
  }

  /** {@code 1 call}, {@code 12 calls}. */
  public static String calls(long count) {
    return String.format(Locale.ROOT, "%,d", count) + (count == 1 ? " call" : " calls");
  }
}
