// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.io.Reader;
import java.time.LocalDate;
import java.time.Period;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Dated prices of model calls by provider, model and scope, as {@code docs/pricing.md} describes
 * them. Immutable and thread-safe. A provider's prices are read when the first call names it.
 */
public final class PriceBook {

  private final PriceShelf shelf;
  private final ModelSearch search;

  private PriceBook(PriceShelf shelf) {
    this.shelf = shelf;
    this.search = new ModelSearch(shelf);
  }

  /** The prices that come with this jar. */
  public static PriceBook bundled() {
    return new PriceBook(new BundledShelf());
  }

  /**
   * The prices of one file and no others.
   *
   * @throws InvalidPriceFileException if anything in the file is wrong
   */
  public static PriceBook of(Reader reader) {
    return new PriceBook(new FileShelf(EmptyShelf.INSTANCE, PriceFile.read(reader)));
  }

  /**
   * This book with a file's prices on top. In the time that the file's rates of a model are for,
   * only they count; outside of it this book's go on.
   *
   * @throws InvalidPriceFileException if anything in the file is wrong, or it uses an id of this
   *     book
   */
  public PriceBook withOverrides(Reader reader) {
    PriceFile file = PriceFile.read(reader);
    file.refuseIds(shelf::hasId);
    return new PriceBook(new FileShelf(shelf, file));
  }

  /** What the usage cost; never throws for a model or a tier that it does not know. */
  public Cost price(Usage usage) {
    return explain(usage).cost();
  }

  /** What the usage cost, and by which rate, prices and factors. */
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

  /** Every rate that can price a call or is kept for the record, in the order of the files. */
  public List<Rate> rates() {
    Set<Rate> rates = new LinkedHashSet<>();
    for (String seller : shelf.sellers()) {
      rates.addAll(rates(seller));
    }
    return List.copyOf(rates);
  }

  /**
   * The rates that somebody should look at: in force on that day or to come, and last checked
   * longer ago than {@code maxAge} or at an unknown time, or unverified, or announced and begun.
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
