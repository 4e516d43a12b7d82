// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A price as a public price list states it.
 *
 * @param tier the service tier, {@code batch} for the batch interface, empty for the standard tier
 * @param promptOver for prompts of more tokens than this; 0 is any
 * @param hours for these hours of the week; null is any
 * @param from since when, where the list says so
 * @param prices the amounts
 */
public record ListedRate(
    String tier,
    long promptOver,
    @Nullable WeeklyHours hours,
    @Nullable Instant from,
    RatePrices prices) {

  /** Which calls of a model a rate is for, whatever its dates. */
  record Key(String tier, long promptOver, String hours) {

    /** The standard tier with a prompt of any length. */
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
