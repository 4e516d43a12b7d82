// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One dated price, as a price file states it.
 *
 * @param id stable and unique; stored with each cost that used the row
 * @param provider OpenTelemetry's {@code gen_ai.provider.name}
 * @param model the model's id at that provider, without Bedrock's profile prefix
 * @param scope Bedrock's profile prefixes that the row covers; {@code bare} is the id without one
 * @param promptOver the row is for prompts of more tokens than this; 0 is for any
 * @param hours the row is for these hours of the week; null is for any
 * @param from the first instant in; null is since ever
 * @param until the first instant out; null is open
 * @param status how sure the price is
 * @param usdPerMillion US dollars per million tokens; a missing bucket has no known price
 * @param batchFactor what the sum is multiplied with for a batch call; null is unknown
 * @param tierFactors what the sum is multiplied with, by service tier
 * @param aliases other ids of the model
 * @param checked when somebody last compared the row with its source; null is unknown
 * @param source where the price was read
 */
public record PriceRow(
    String id,
    String provider,
    String model,
    List<String> scope,
    long promptOver,
    @Nullable WeeklyHours hours,
    @Nullable Instant from,
    @Nullable Instant until,
    PriceStatus status,
    Map<Bucket, BigDecimal> usdPerMillion,
    @Nullable BigDecimal batchFactor,
    Map<String, BigDecimal> tierFactors,
    List<String> aliases,
    @Nullable LocalDate checked,
    String source) {

  /** Copies the collections. */
  public PriceRow {
    scope = List.copyOf(scope);
    usdPerMillion = Map.copyOf(usdPerMillion);
    tierFactors = Map.copyOf(tierFactors);
    aliases = List.copyOf(aliases);
  }

  /** The id as stored with a cost: with a mark such as {@code ~announced} unless confirmed. */
  public String label() {
    return status == PriceStatus.CONFIRMED ? id : id + "~" + status.code();
  }

  /** Whether the row prices a call at that time with a prompt of that length. */
  boolean covers(Instant at, long promptTokens) {
    return status != PriceStatus.REJECTED
        && (from == null || !at.isBefore(from))
        && (until == null || at.isBefore(until))
        && (promptOver == 0 || promptTokens > promptOver)
        && (hours == null || hours.contains(at));
  }

  /** Whether both rows cover some call and neither is the more special one. */
  boolean collidesWith(PriceRow other) {
    return status != PriceStatus.REJECTED
        && other.status != PriceStatus.REJECTED
        && promptOver == other.promptOver
        && (hours == null) == (other.hours == null)
        && startsBefore(other.until)
        && other.startsBefore(until);
  }

  /**
   * Whether somebody should look at the row: it is in force or to come, and was last checked longer
   * ago than {@code maxAge} or at an unknown time, is unverified, or is announced and has begun.
   */
  boolean isStaleOn(LocalDate day, Period maxAge) {
    Instant start = day.atStartOfDay(java.time.ZoneOffset.UTC).toInstant();
    if (status == PriceStatus.REJECTED || (until != null && !start.isBefore(until))) {
      return false;
    }
    return checked == null
        || checked.plus(maxAge).isBefore(day)
        || status == PriceStatus.UNVERIFIED
        || (status == PriceStatus.ANNOUNCED && (from == null || !start.isBefore(from)));
  }

  private boolean startsBefore(@Nullable Instant end) {
    return from == null || end == null || from.isBefore(end);
  }
}
