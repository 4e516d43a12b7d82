// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing.lists;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers of price lists. */
final class ListedNumber {

  /** Binary arithmetic leaves rounding errors in the lists: 0.40000000000000003. */
  private static final MathContext WITHOUT_NOISE = new MathContext(12);

  private ListedNumber() {}

  /** The intended number, without trailing zeros or an exponent. */
  static BigDecimal exact(BigDecimal listed) {
    BigDecimal number = listed.round(WITHOUT_NOISE).stripTrailingZeros();
    return number.scale() < 0 ? number.setScale(0) : number;
  }
}
