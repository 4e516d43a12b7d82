// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.bill;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The price of a service's unit, with its source.
 *
 * @param id for example {@code sqs.request}
 * @param service the common name of the service
 * @param per the number of units that the price is for
 * @param unit the unit, in the plural
 * @param usd the price in US dollars
 * @param free the units that are free each month
 * @param asOf the date that the source states; "undated" if it states none
 * @param confirmed whether the source was verified
 * @param source the URL of the source
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

  /** The cost of a quantity without the free tier. */
  BigDecimal of(BigDecimal quantity) {
    return quantity.multiply(usd).divide(per, 10, RoundingMode.HALF_UP);
  }

  /** The cost of a quantity beyond the free tier. */
  BigDecimal beyondFree(BigDecimal quantity) {
    return of(quantity.subtract(free).max(BigDecimal.ZERO));
  }
}
