// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The calls of its model that a rate applies to.
 *
 * @param tier the service tier, {@code batch} for the batch API, empty for the standard tier
 * @param promptOver applies to prompts with more tokens than this; 0 means any
 * @param hours the hours of the week; null means any
 * @param from the start, inclusive; null means no start
 * @param until the end, exclusive; null means no end
 */
public record RateTerms(
    String tier,
    long promptOver,
    @Nullable WeeklyHours hours,
    @Nullable Instant from,
    @Nullable Instant until) {

  /** Whether the instant is within the dates. */
  public boolean areInForceAt(Instant at) {
    return (from == null || !at.isBefore(from)) && (until == null || at.isBefore(until));
  }

  /**
   * Whether the terms apply to a call at this time with a prompt of this length, regardless of its
   * tier.
   */
  boolean cover(Instant at, long promptTokens) {
    return areInForceAt(at)
        && (promptOver == 0 || promptTokens > promptOver)
        && (hours == null || hours.contains(at));
  }

  /** Orders terms that apply to the same call: longer prompts first, then terms with hours. */
  boolean areMoreSpecificThan(RateTerms other) {
    return promptOver == other.promptOver ? hours != null : promptOver > other.promptOver;
  }

  /** Whether both apply to some call and neither is more specific. */
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
