// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing.lists;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers of price lists. */
final class ListedNumber {

  /** Binary arithmetic leaves rounding errors in the lists: 0.40000000000000003. */
  private static final MathContext WITHOUT_NOISE = new MathContext(12);

  private static final int MAX_INTEGER_DIGITS = 9;

  /** After the decimal point. */
  private static final int MAX_LEADING_ZEROS = 18;

  private ListedNumber() {}

  /**
   * The intended number, without trailing zeros or an exponent.
   *
   * @throws IllegalArgumentException if it has too many digits to be a price
   */
  static BigDecimal exact(BigDecimal listed) {
    int integerDigits = listed.precision() - listed.scale();
    if (integerDigits > MAX_INTEGER_DIGITS || integerDigits < -MAX_LEADING_ZEROS) {
      throw new IllegalArgumentException(listed + " is not a price");
    }
    BigDecimal number = listed.round(WITHOUT_NOISE).stripTrailingZeros();
    return number.scale() < 0 ? number.setScale(0) : number;
  }
}
