// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.math.BigDecimal;
import java.util.Map;

/**
 * The amounts of a rate. A missing amount is unknown, which is not zero.
 *
 * @param usdPerMillion US dollars per million tokens
 * @param usdPerThousandRequests US dollars per 1,000 requests of a tool, by the tool's name
 * @param tierFactors factors on all token prices in other service tiers, including {@code batch}
 * @param geoFactors factors on all token prices, by inference geography; {@code *} means any except
 *     the global one
 */
public record RatePrices(
    Map<Bucket, BigDecimal> usdPerMillion,
    Map<String, BigDecimal> usdPerThousandRequests,
    Map<String, BigDecimal> tierFactors,
    Map<String, BigDecimal> geoFactors) {

  /** Copies the maps. */
  public RatePrices {
    usdPerMillion = Map.copyOf(usdPerMillion);
    usdPerThousandRequests = Map.copyOf(usdPerThousandRequests);
    tierFactors = Map.copyOf(tierFactors);
    geoFactors = Map.copyOf(geoFactors);
  }

  /** Token prices only. */
  public static RatePrices ofTokens(Map<Bucket, BigDecimal> usdPerMillion) {
    return new RatePrices(usdPerMillion, Map.of(), Map.of(), Map.of());
  }
}
