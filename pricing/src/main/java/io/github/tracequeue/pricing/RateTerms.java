// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which calls of its model a rate is for.
 *
 * @param tier the service tier, {@code batch} for the batch interface, empty for the standard tier
 * @param promptOver for prompts of more tokens than this; 0 is any
 * @param hours for these hours of the week; null is any
 * @param from the first instant in; null is unlimited
 * @param until the first instant out; null is open
 */
public record RateTerms(
    String tier,
    long promptOver,
    @Nullable WeeklyHours hours,
    @Nullable Instant from,
    @Nullable Instant until) {

  /** Whether the dates hold the instant. */
  public boolean areInForceAt(Instant at) {
    return (from == null || !at.isBefore(from)) && (until == null || at.isBefore(until));
  }

  /** Whether a call at that time with a prompt of that length is meant, whatever its tier. */
  boolean cover(Instant at, long promptTokens) {
    return areInForceAt(at)
        && (promptOver == 0 || promptTokens > promptOver)
        && (hours == null || hours.contains(at));
  }

  /** Of two terms that cover a call: the longer prompt first, then given hours. */
  boolean areMoreSpecificThan(RateTerms other) {
    return promptOver == other.promptOver ? hours != null : promptOver > other.promptOver;
  }

  /** Whether both cover some call, and neither is more specific. */
  boolean collideWith(RateTerms other) {
    return tier.equals(other.tier)
        && promptOver == other.promptOver
        && (hours == null) == (other.hours == null)
        && startBefore(other.until)
        && other.startBefore(until);
  }

  private boolean startBefore(@Nullable Instant end) {
    return from == null || end == null || from.isBefore(end);
  }
}
