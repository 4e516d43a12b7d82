// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;

/**
 * A dated price of a model, as one row of a price file states it.
 *
 * @param id stable and unique; stored with each cost that used the rate
 * @param subject the model
 * @param terms which calls the rate is for
 * @param prices the amounts
 * @param evidence how sure the rate is, and where it comes from
 */
public record Rate(
    String id, RateSubject subject, RateTerms terms, RatePrices prices, RateEvidence evidence) {

  /** The id as stored with a cost: with a mark such as {@code ~announced} unless confirmed. */
  public String label() {
    return evidence.status() == PriceStatus.CONFIRMED ? id : id + "~" + evidence.status().code();
  }

  /** Whether the rate can price calls. A rejected one is only kept for the record. */
  public boolean isApplied() {
    return evidence.status() != PriceStatus.REJECTED;
  }

  /** Whether both rates apply to some call and neither is the more specific one. */
  boolean collidesWith(Rate other) {
    return isApplied() && other.isApplied() && terms.collideWith(other.terms);
  }

  /**
   * Whether somebody should look at the rate: it is in force or to come, and was last checked
   * longer ago than {@code maxAge} or at an unknown time, is unverified, or is announced and has
   * begun.
   */
  boolean isStaleOn(LocalDate day, Period maxAge) {
    Instant start = day.atStartOfDay(ZoneOffset.UTC).toInstant();
    if (!isApplied() || (terms.until() != null && !start.isBefore(terms.until()))) {
      return false;
    }
    LocalDate checked = evidence.checked();
    return checked == null
        || checked.plus(maxAge).isBefore(day)
        || evidence.status() == PriceStatus.UNVERIFIED
        || (evidence.status() == PriceStatus.ANNOUNCED
            && (terms.from() == null || !start.isBefore(terms.from())));
  }
}
