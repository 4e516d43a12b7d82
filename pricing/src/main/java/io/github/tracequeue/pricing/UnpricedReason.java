// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.util.Locale;

/** The reason why a call has no cost. The codes are stable: dashboards may use them. */
public enum UnpricedReason {
  /** Token counts are negative or too large, or a part exceeds its total. */
  INCONSISTENT_USAGE,
  /** No rate under this provider and model. */
  UNKNOWN_MODEL,
  /** No provider was sent, and several sell a model with this name. */
  AMBIGUOUS_MODEL,
  /** The model has rates, but none for this time or prompt length. */
  NO_PRICE_AT_DATE,
  /** The model has no price for the service tier, whose name follows. */
  UNKNOWN_SERVICE_TIER,
  /** The model has no price for the batch API. */
  NO_BATCH_PRICE,
  /** A batch call with a service tier, for which no source has a price. */
  BATCH_WITH_SERVICE_TIER,
  /** The model has no price for the inference geography, whose name follows. */
  NO_GEO_PRICE,
  /** The model has no price for requests of the tool, whose name follows. */
  NO_REQUEST_PRICE,
  /** Input tokens without a price. */
  NO_INPUT_PRICE,
  /** Output tokens without a price. */
  NO_OUTPUT_PRICE,
  /** Cache reads without a price. */
  NO_CACHE_READ_PRICE,
  /** Short-lived cache writes without a price. */
  NO_CACHE_WRITE_5M_PRICE,
  /** Long-lived cache writes without a price. */
  NO_CACHE_WRITE_1H_PRICE,
  /** Audio input without a price. */
  NO_INPUT_AUDIO_PRICE,
  /** Audio output without a price. */
  NO_OUTPUT_AUDIO_PRICE,
  /** Audio read from the cache without a price. */
  NO_CACHE_READ_AUDIO_PRICE;

  private final String code = name().toLowerCase(Locale.ROOT);

  /** The reason for {@link Cost.Unpriced}. */
  public String code() {
    return code;
  }

  /** The reason with the name of what has no price. */
  String code(String detail) {
    return code + ":" + detail;
  }

  static UnpricedReason noPriceFor(Bucket bucket) {
    return switch (bucket) {
      case INPUT -> NO_INPUT_PRICE;
      case OUTPUT -> NO_OUTPUT_PRICE;
      case CACHE_READ -> NO_CACHE_READ_PRICE;
      case CACHE_WRITE_5M -> NO_CACHE_WRITE_5M_PRICE;
      case CACHE_WRITE_1H -> NO_CACHE_WRITE_1H_PRICE;
      case INPUT_AUDIO -> NO_INPUT_AUDIO_PRICE;
      case OUTPUT_AUDIO -> NO_OUTPUT_AUDIO_PRICE;
      case CACHE_READ_AUDIO -> NO_CACHE_READ_AUDIO_PRICE;
    };
  }
}
