// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A price in a public price list.
 *
 * @param tier the service tier, {@code batch} for the batch API, empty for the standard tier
 * @param promptOver applies to prompts with more tokens than this; 0 means any
 * @param hours the hours of the week; null means any
 * @param from the start, if the list states it
 * @param prices the amounts
 */
public record ListedRate(
    String tier,
    long promptOver,
    @Nullable WeeklyHours hours,
    @Nullable Instant from,
    RatePrices prices) {

  /** The calls of a model that a rate applies to, regardless of its dates. */
  record Key(String tier, long promptOver, String hours) {

    /** The standard tier with prompts of any length. */
    static final Key STANDARD = new Key("", 0, "");

    static Key of(RateTerms terms) {
      return new Key(terms.tier(), terms.promptOver(), text(terms.hours()));
    }

    private static String text(@Nullable WeeklyHours hours) {
      return hours == null ? "" : hours.toString();
    }
  }

  Key key() {
    return new Key(tier, promptOver, Key.text(hours));
  }
}
