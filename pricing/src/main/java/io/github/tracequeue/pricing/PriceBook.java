// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.io.Reader;
import java.time.LocalDate;
import java.time.Period;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The rates of model calls by provider, model and scope; see {@code docs/pricing.md}. Immutable and
 * thread-safe. A provider's prices are read when the first call names it.
 */
public final class PriceBook {

  private final PriceShelf shelf;
  private final ModelSearch search;

  private PriceBook(PriceShelf shelf) {
    this.shelf = shelf;
    this.search = new ModelSearch(shelf);
  }

  /** The bundled prices. */
  public static PriceBook bundled() {
    return new PriceBook(new BundledShelf());
  }

  /**
   * Only the prices of one file.
   *
   * @throws InvalidPriceFileException if the file is invalid
   */
  public static PriceBook of(Reader reader) {
    return new PriceBook(new FileShelf(EmptyShelf.INSTANCE, PriceFile.read(reader)));
  }

  /**
   * This book, overridden by a file. During the dates of the file's rates of a model, only those
   * rates apply; at other times, this book's rates apply.
   *
   * @throws InvalidPriceFileException if the file is invalid or uses an id of this book
   */
  public PriceBook withOverrides(Reader reader) {
    PriceFile file = PriceFile.read(reader);
    file.refuseIds(shelf::hasId);
    return new PriceBook(new FileShelf(shelf, file));
  }

  /** The cost of the usage. Never throws for an unknown model or tier. */
  public Cost price(Usage usage) {
    return explain(usage).cost();
  }

  /** The cost of the usage, with the rate, prices and factors that were used. */
  public Explanation explain(Usage usage) {
    if (!usage.isConsistent()) {
      return Explanation.unpriced(UnpricedReason.INCONSISTENT_USAGE.code());
    }
    List<ModelSearch.Match> matches = search.find(usage.provider(), usage.model());
    if (matches.size() != 1) {
      return Explanation.unpriced(
          matches.isEmpty()
              ? UnpricedReason.UNKNOWN_MODEL.code()
              : UnpricedReason.AMBIGUOUS_MODEL.code());
    }
    return Calculation.explain(usage, matches.get(0));
  }

  /** All rates, including rejected ones, in the order of the files. */
  public List<Rate> rates() {
    Set<Rate> rates = new LinkedHashSet<>();
    for (String seller : shelf.sellers()) {
      rates.addAll(rates(seller));
    }
    return List.copyOf(rates);
  }

  /**
   * The rates to review: valid on that day or later, and either last checked longer ago than {@code
   * maxAge} or at an unknown time, or unverified, or announced and already started.
   */
  public List<Rate> staleOn(LocalDate day, Period maxAge) {
    return rates().stream().filter(rate -> rate.isStaleOn(day, maxAge)).toList();
  }

  PriceShelf shelf() {
    return shelf;
  }

  private Set<Rate> rates(String seller) {
    SellerPrices prices = shelf.of(seller);
    Set<Rate> rates = new LinkedHashSet<>();
    for (String name : prices.names()) {
      PricedModel model = prices.get(name);
      if (model != null) {
        rates.addAll(model.rates());
      }
    }
    return rates;
  }
}
