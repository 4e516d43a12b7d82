// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;

/**
 * A dated price of a model, which is one row of a price file.
 *
 * @param id stable and unique; stored with each cost that used the rate
 * @param subject the model
 * @param terms the calls that the rate applies to
 * @param prices the amounts
 * @param evidence the rate's status and source
 */
public record Rate(
    String id, RateSubject subject, RateTerms terms, RatePrices prices, RateEvidence evidence) {

  /**
   * The id that is stored with a cost. It ends in a status such as {@code ~announced} unless the
   * rate is confirmed.
   */
  public String label() {
    return evidence.status() == PriceStatus.CONFIRMED ? id : id + "~" + evidence.status().code();
  }

  /** Whether the rate can price calls. A rejected rate is only kept for reference. */
  public boolean isApplied() {
    return evidence.status() != PriceStatus.REJECTED;
  }

  /** Whether both rates apply to some call and neither is more specific. */
  boolean collidesWith(Rate other) {
    return isApplied() && other.isApplied() && terms.collideWith(other.terms);
  }

  /**
   * Whether a person should review the rate: it is valid now or later, and was last checked longer
   * ago than {@code maxAge} or at an unknown time, is unverified, or is announced and has started.
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
