// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Formats the amounts of a rate. */
final class Amounts {

  private Amounts() {}

  /** Without trailing zeros and without an exponent. */
  static BigDecimal plain(BigDecimal amount) {
    BigDecimal stripped = amount.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  /** For example {@code input 0.3, output 2.5, web_search 10}. */
  static String text(RatePrices prices) {
    return all(prices)
        .map(amount -> amount.getKey() + " " + amount.getValue().toPlainString())
        .collect(Collectors.joining(", "));
  }

  /** The names of amounts that are zero, for example {@code input output}. */
  static String zeros(RatePrices prices) {
    return all(prices)
        .filter(amount -> amount.getValue().signum() == 0)
        .map(Map.Entry::getKey)
        .collect(Collectors.joining(" "));
  }

  private static Stream<Map.Entry<String, BigDecimal>> all(RatePrices prices) {
    return Stream.concat(
        Arrays.stream(Bucket.values())
            .filter(prices.usdPerMillion()::containsKey)
            .map(bucket -> Map.entry(bucket.column(), prices.usdPerMillion().get(bucket))),
        new TreeMap<>(prices.usdPerThousandRequests()).entrySet().stream());
  }
}
