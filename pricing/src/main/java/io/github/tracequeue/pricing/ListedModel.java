// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A model of a public price list.
 *
 * @param provider the seller's canonical name
 * @param names its names at the seller, the main one first
 * @param rates its prices, including past and announced ones
 * @param contradiction a different price for the same name elsewhere in the list; empty if there is
 *     none
 */
public record ListedModel(
    String provider, List<String> names, List<ListedRate> rates, String contradiction) {

  /** Copies the lists. */
  public ListedModel {
    names = List.copyOf(names);
    rates = List.copyOf(rates);
  }

  /**
   * A listed price with its dates.
   *
   * @param until start of the next price of the same key; null if none is listed
   */
  record Dated(ListedRate rate, @Nullable Instant until) {
    boolean isInForceAt(Instant at) {
      return (rate.from() == null || !at.isBefore(rate.from()))
          && (until == null || at.isBefore(until));
    }
  }

  /**
   * The prices by key, each list in chronological order. A list states all prices of a tier for a
   * date together: if a later date has no price for long prompts, the earlier one ends.
   */
  Map<ListedRate.Key, List<Dated>> history() {
    Map<ListedRate.Key, List<Dated>> history = new LinkedHashMap<>();
    rates.stream()
        .sorted(
            Comparator.comparing(
                ListedRate::from, Comparator.nullsFirst(Comparator.naturalOrder())))
        .forEach(
            rate ->
                history
                    .computeIfAbsent(rate.key(), key -> new ArrayList<>())
                    .add(new Dated(rate, end(rate))));
    return history;
  }

  /** Why no price file can contain the model; empty if one can. */
  Optional<String> problem() {
    RateSubject subject =
        new RateSubject(
            provider, names.get(0), List.of(RateSubject.BARE), names.subList(1, names.size()));
    List<PriceFile.Entry> rows = new ArrayList<>();
    for (ListedRate rate : rates) {
      RateTerms terms =
          new RateTerms(rate.tier(), rate.promptOver(), rate.hours(), rate.from(), end(rate));
      RateEvidence evidence = new RateEvidence(PriceStatus.CONFIRMED, null, "import");
      rows.add(
          new PriceFile.Row(
              new Rate("import/" + rows.size(), subject, terms, rate.prices(), evidence)));
    }
    try {
      PriceFile file = PriceFile.read(new StringReader(RateWriter.write(rows)));
      // A space separates aliases: an alias that contains one becomes two.
      return file.entries().equals(rows)
          ? Optional.empty()
          : Optional.of("a name contains a space");
    } catch (InvalidPriceFileException e) {
      PriceFileProblem first = e.problems().get(0);
      return Optional.of((first.column() + " " + first.message()).strip());
    }
  }

  /** The start of the next prices of the same tier. */
  private @Nullable Instant end(ListedRate rate) {
    return rates.stream()
        .filter(other -> other.tier().equals(rate.tier()))
        .map(ListedRate::from)
        .filter(from -> from != null && (rate.from() == null || from.isAfter(rate.from())))
        .map(Objects::requireNonNull)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }
}
