// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.bill;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What a unit of a service costs, and where that was read.
 *
 * @param id such as {@code sqs.request}
 * @param service as people call it
 * @param per how many units the amount is for
 * @param unit in the plural
 * @param usd US dollars
 * @param free units that cost nothing each month in the free tier
 * @param asOf the date that the source gives itself; "undated" where it gives none
 * @param confirmed whether the source was seen to say so
 * @param source an address
 */
public record PriceFact(
    String id,
    String service,
    BigDecimal per,
    String unit,
    BigDecimal usd,
    BigDecimal free,
    String asOf,
    boolean confirmed,
    String source) {

  /** The price of a quantity, of which nothing is free. */
  BigDecimal of(BigDecimal quantity) {
    return quantity.multiply(usd).divide(per, 10, RoundingMode.HALF_UP);
  }

  /** The price of what of a quantity is not free. */
  BigDecimal beyondFree(BigDecimal quantity) {
    return of(quantity.subtract(free).max(BigDecimal.ZERO));
  }
}
