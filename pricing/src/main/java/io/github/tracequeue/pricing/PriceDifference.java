// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The difference between two statements of a price. A value that only one of them has is not a
 * difference.
 */
final class PriceDifference {

  private static final BigDecimal LARGEST_USUAL_RATIO = new BigDecimal(3);

  private final List<String> texts = new ArrayList<>();
  private boolean jump;

  private PriceDifference() {}

  /** From the old to the new amounts. */
  static PriceDifference between(RatePrices before, RatePrices after) {
    PriceDifference difference = new PriceDifference();
    difference.compare(named(before), named(after));
    difference.compare(
        new TreeMap<>(before.usdPerThousandRequests()), after.usdPerThousandRequests());
    difference.compare(new TreeMap<>(before.geoFactors()), after.geoFactors());
    return difference;
  }

  boolean isNone() {
    return texts.isEmpty();
  }

  /** Whether an amount is more than three times another. */
  boolean isJump() {
    return jump;
  }

  /** For example {@code input 0.3 instead of 0.25, output 1.5 instead of 2}. */
  @Override
  public String toString() {
    return String.join(", ", texts);
  }

  /** The amounts of the first, and those that only the second has. */
  static RatePrices union(RatePrices first, RatePrices second) {
    return new RatePrices(
        union(first.usdPerMillion(), second.usdPerMillion()),
        union(first.usdPerThousandRequests(), second.usdPerThousandRequests()),
        union(first.tierFactors(), second.tierFactors()),
        union(first.geoFactors(), second.geoFactors()));
  }

  private static <K> Map<K, BigDecimal> union(Map<K, BigDecimal> first, Map<K, BigDecimal> second) {
    Map<K, BigDecimal> union = new HashMap<>(second);
    union.putAll(first);
    return union;
  }

  private static Map<String, BigDecimal> named(RatePrices prices) {
    Map<String, BigDecimal> named = new LinkedHashMap<>();
    for (Bucket bucket : Bucket.values()) {
      BigDecimal price = prices.usdPerMillion().get(bucket);
      if (price != null) {
        named.put(bucket.column(), price);
      }
    }
    return named;
  }

  private void compare(Map<String, BigDecimal> before, Map<String, BigDecimal> after) {
    before.forEach(
        (name, old) -> {
          BigDecimal now = after.get(name);
          if (now != null && now.compareTo(old) != 0) {
            texts.add(name + " " + now.toPlainString() + " instead of " + old.toPlainString());
            jump |= isJump(old, now);
          }
        });
  }

  private static boolean isJump(BigDecimal old, BigDecimal now) {
    BigDecimal low = old.min(now);
    return low.signum() == 0
        || Objects.requireNonNull(old.max(now))
                .divide(low, MathContext.DECIMAL32)
                .compareTo(LARGEST_USUAL_RATIO)
            > 0;
  }
}
