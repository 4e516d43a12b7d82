// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.math.BigDecimal;
import java.util.Map;

/**
 * The amounts of a rate. What is missing has no known price, which is not the same as free.
 *
 * @param usdPerMillion US dollars per million tokens
 * @param usdPerThousandRequests US dollars per 1,000 requests of a tool, by the tool's name
 * @param tierFactors what all token prices are multiplied with in other service tiers, {@code
 *     batch} among them
 * @param geoFactors what all token prices are multiplied with, by inference geography; {@code *} is
 *     any other than the global one
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
