// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.output;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as text for people. */
public final class Quantity {
  private Quantity() {}

  /** {@code 1,234}. */
  public static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** {@code 1 call}, {@code 1,234 calls}. */
  public static String of(long count, String noun) {
    return number(count) + ' ' + noun + (count == 1 ? "" : "s");
  }

  /** {@code +12 %}, {@code -3 %}; a dash if there is nothing to compare with. */
  public static String change(BigDecimal now, BigDecimal before) {
    if (before.signum() == 0) {
      return now.signum() == 0 ? "-" : "new";
    }
    BigDecimal percent =
        now.subtract(before).movePointRight(2).divide(before, 0, RoundingMode.HALF_UP);
    return String.format(Locale.ROOT, "%+,d %%", percent.toBigInteger());
  }

  /** {@code 850 ms}, {@code 12.3 s}, {@code 4 min 5 s}, {@code 3 h 20 min}. */
  public static String millis(long millis) {
    if (millis < 1_000) {
      return millis + " ms";
    }
    if (millis < 60_000) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
    long seconds = millis / 1_000;
    return seconds < 3_600
        ? seconds / 60 + " min " + seconds % 60 + " s"
        : number(seconds / 3_600) + " h " + seconds % 3_600 / 60 + " min";
  }
}
