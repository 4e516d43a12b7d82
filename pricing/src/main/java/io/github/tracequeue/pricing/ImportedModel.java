// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rates of one model while a list is imported. Not thread-safe. */
final class ImportedModel {

  private final RateSubject subject;
  private final List<Rate> rates;

  ImportedModel(RateSubject subject, List<Rate> rates) {
    this.subject = subject;
    this.rates = rates;
  }

  RateSubject subject() {
    return subject;
  }

  void add(Rate rate) {
    rates.add(rate);
  }

  void replace(Rate old, Rate rate) {
    rates.set(rates.indexOf(old), rate);
  }

  /** Ends a rate. */
  void end(Rate rate, @Nullable Instant until) {
    RateTerms terms = rate.terms();
    RateTerms ended =
        new RateTerms(terms.tier(), terms.promptOver(), terms.hours(), terms.from(), until);
    replace(rate, new Rate(rate.id(), rate.subject(), ended, rate.prices(), rate.evidence()));
  }

  /** Sets the start of the imported rates that have none. */
  void beginAt(Instant start) {
    for (Rate rate : List.copyOf(rates)) {
      RateTerms terms = rate.terms();
      if (terms.from() == null && rate.isApplied() && rate.evidence().isImported()) {
        RateTerms begun =
            new RateTerms(terms.tier(), terms.promptOver(), terms.hours(), start, terms.until());
        if (begun.until() == null || start.isBefore(begun.until())) {
          replace(rate, new Rate(rate.id(), rate.subject(), begun, rate.prices(), rate.evidence()));
        }
      }
    }
  }

  /**
   * Ends the rate of a key before another begins. If it is the standard rate, the rates that were
   * listed with it also end: those of other tiers and of long prompts.
   */
  void endAt(ListedRate.Key key, Instant until) {
    for (Rate rate : applied(until)) {
      ListedRate.Key other = ListedRate.Key.of(rate.terms());
      boolean ends = other.equals(key) || (isStandard(key) && rate.evidence().isImported());
      if (ends && !until.equals(rate.terms().from())) {
        end(rate, until);
      }
    }
  }

  /** The end of a rate with this start, so that later rows written by hand apply. */
  @Nullable Instant endOf(ListedRate.Key key, @Nullable Instant from, @Nullable Instant until) {
    return rates.stream()
        .filter(rate -> rate.isApplied() && !rate.evidence().isImported())
        .filter(
            rate -> {
              ListedRate.Key other = ListedRate.Key.of(rate.terms());
              return other.equals(key) || isStandard(other);
            })
        .map(rate -> rate.terms().from())
        .filter(start -> start != null && (from == null || start.isAfter(from)))
        .map(Objects::requireNonNull)
        .filter(start -> until == null || start.isBefore(until))
        .min(Instant::compareTo)
        .orElse(until);
  }

  private static boolean isStandard(ListedRate.Key key) {
    return key.equals(ListedRate.Key.STANDARD);
  }

  List<Rate> importedRates() {
    return rates.stream().filter(rate -> rate.evidence().isImported()).toList();
  }

  /** Whether an import of this list wrote the rates. */
  boolean isOf(String list) {
    return rates.stream().allMatch(rate -> isOf(rate, list));
  }

  /** The rates that are applied at the instant or later. */
  List<Rate> applied(Instant at) {
    return rates.stream()
        .filter(rate -> rate.isApplied() && rate.terms().areInForceAt(at))
        .toList();
  }

  /** The rate of a key that is applied at the instant. */
  @Nullable Rate inForce(ListedRate.Key key, Instant at) {
    return applied(at).stream()
        .filter(rate -> ListedRate.Key.of(rate.terms()).equals(key))
        .findFirst()
        .orElse(null);
  }

  /** The applied rate of a key that begins at that instant. */
  @Nullable Rate beginningAt(ListedRate.Key key, Instant from) {
    return rates.stream()
        .filter(
            rate ->
                rate.isApplied()
                    && ListedRate.Key.of(rate.terms()).equals(key)
                    && from.equals(rate.terms().from()))
        .findFirst()
        .orElse(null);
  }

  /** The last end of a rate of the key before the instant; null if no rate ended. */
  @Nullable Instant lastEnd(ListedRate.Key key, Instant at) {
    return rates.stream()
        .filter(rate -> rate.isApplied() && ListedRate.Key.of(rate.terms()).equals(key))
        .map(rate -> rate.terms().until())
        .filter(until -> until != null && !until.isAfter(at))
        .map(Objects::requireNonNull)
        .max(Instant::compareTo)
        .orElse(null);
  }

  /** Whether the standard rate prices the key with a factor. */
  boolean hasPriceByFactor(ListedRate.Key key, Instant at) {
    return applied(at).stream()
        .anyMatch(rate -> rate.prices().tierFactors().containsKey(key.tier()));
  }

  boolean dependsOnHours() {
    return rates.stream().anyMatch(rate -> rate.isApplied() && rate.terms().hours() != null);
  }

  /** Whether the model has a standard price, which other tiers require. */
  boolean hasStandard(Instant at) {
    return applied(at).stream().anyMatch(rate -> rate.terms().tier().isEmpty());
  }

  /** Whether the standard price in force was written by hand. */
  boolean isStandardWritten(Instant at) {
    Rate standard = inForce(ListedRate.Key.STANDARD, at);
    return standard != null && !standard.evidence().isImported();
  }

  /** When the standard price in force began; null if unknown. */
  @Nullable Instant standardSince(Instant at) {
    return applied(at).stream()
        .filter(rate -> isStandard(ListedRate.Key.of(rate.terms())))
        .map(rate -> rate.terms().from())
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull)
        .findFirst()
        .orElse(null);
  }

  /** Whether the price is recorded as rejected. */
  boolean isRejected(ListedRate listed) {
    return rates.stream()
        .anyMatch(
            rate ->
                !rate.isApplied()
                    && ListedRate.Key.of(rate.terms()).equals(listed.key())
                    && PriceDifference.between(rate.prices(), listed.prices()).isNone());
  }

  /**
   * Rejects the announced rates that are no longer in the list, and extends the rates before them.
   * Returns the rejected rates.
   */
  List<Rate> cancelAnnounced(
      ListedRate.Key key, List<ListedModel.Dated> history, String list, Instant now) {
    List<Rate> cancelled = new ArrayList<>();
    for (Rate rate : List.copyOf(rates)) {
      Instant from = rate.terms().from();
      if (rate.evidence().status() == PriceStatus.ANNOUNCED
          && isOf(rate, list)
          && from != null
          && ListedRate.Key.of(rate.terms()).equals(key)
          && history.stream().noneMatch(dated -> states(dated, rate, now))) {
        reject(rate);
        rates.stream()
            .filter(
                before ->
                    before.isApplied()
                        && ListedRate.Key.of(before.terms()).equals(key)
                        && from.equals(before.terms().until()))
            .findFirst()
            .ifPresent(before -> end(before, rate.terms().until()));
        cancelled.add(rate);
      }
    }
    return cancelled;
  }

  private void reject(Rate rate) {
    replace(
        rate,
        new Rate(
            rate.id(),
            rate.subject(),
            rate.terms(),
            rate.prices(),
            new RateEvidence(
                PriceStatus.REJECTED,
                rate.evidence().checked(),
                rate.evidence().source() + "; announced and not in force")));
  }

  /** Whether a list's price is the announced one: of the same day, or in force since that day. */
  private static boolean states(ListedModel.Dated dated, Rate rate, Instant now) {
    boolean sameDay = Objects.equals(dated.rate().from(), rate.terms().from());
    boolean begun = rate.terms().areInForceAt(now) && dated.isInForceAt(now);
    return (sameDay || begun)
        && PriceDifference.between(rate.prices(), dated.rate().prices()).isNone();
  }

  private static boolean isOf(Rate rate, String list) {
    ImportSource source = ImportSource.parse(rate.evidence().source());
    return source != null && source.list().equals(list);
  }
}
