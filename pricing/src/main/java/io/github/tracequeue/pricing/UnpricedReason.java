// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.util.Locale;

/** Why no price can be put on a call; the codes are stable, dashboards may use them. */
public enum UnpricedReason {
  /** Negative or absurd counts, or more cached tokens than input. */
  INCONSISTENT_USAGE,
  /** No price under this provider and model. */
  UNKNOWN_MODEL,
  /** No provider was given, and several sell a model of this name. */
  AMBIGUOUS_MODEL,
  /** The model has prices, but none for that time or prompt length. */
  NO_PRICE_AT_DATE,
  /** The price has no factor for the service tier. */
  UNKNOWN_SERVICE_TIER,
  /** The price has no factor for the batch interface. */
  NO_BATCH_PRICE,
  /** A batch call with a service tier: no source says what that costs. */
  BATCH_WITH_SERVICE_TIER,
  /** Input tokens without a price. */
  NO_INPUT_PRICE,
  /** Output tokens without a price. */
  NO_OUTPUT_PRICE,
  /** Cache reads without a price. */
  NO_CACHE_READ_PRICE,
  /** Short-lived cache writes without a price. */
  NO_CACHE_WRITE_5M_PRICE,
  /** Long-lived cache writes without a price. */
  NO_CACHE_WRITE_1H_PRICE;

  private final String code = name().toLowerCase(Locale.ROOT);

  /** The reason as {@link Cost.Unpriced} carries it. */
  public String code() {
    return code;
  }

  static UnpricedReason noPriceFor(Bucket bucket) {
    return switch (bucket) {
      case INPUT -> NO_INPUT_PRICE;
      case OUTPUT -> NO_OUTPUT_PRICE;
      case CACHE_READ -> NO_CACHE_READ_PRICE;
      case CACHE_WRITE_5M -> NO_CACHE_WRITE_5M_PRICE;
      case CACHE_WRITE_1H -> NO_CACHE_WRITE_1H_PRICE;
    };
  }
}
