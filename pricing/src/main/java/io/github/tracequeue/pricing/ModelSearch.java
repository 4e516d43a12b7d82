// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the model that a call names. {@code docs/pricing.md} has the rules. */
final class ModelSearch {

  /**
   * Pairs of sellers that belong to one company: a model that one does not list may be listed by
   * the other.
   */
  private static final Map<String, String> SISTER_SHOP =
      Map.of(
          Sellers.AZURE_OPENAI, Sellers.AZURE_INFERENCE,
          Sellers.AZURE_INFERENCE, Sellers.AZURE_OPENAI);

  /** Google's two sellers have different prices; a model's prefix identifies the seller. */
  private static final Set<String> GOOGLE = Set.of(Sellers.GEMINI, Sellers.VERTEX);

  private final PriceShelf shelf;

  ModelSearch(PriceShelf shelf) {
    this.shelf = shelf;
  }

  /**
   * A model and the name it was found under.
   *
   * @param byMaker whether it is the maker's model although the call names a reseller
   */
  record Match(String name, PricedModel model, boolean byMaker) {}

  /** The candidates for a call. Only a single candidate is a match. */
  List<Match> find(@Nullable String provider, String model) {
    String seller = Sellers.canonical(provider);
    Match match = seller == null ? atAddressee(model) : atSeller(seller, model);
    if (match != null) {
      return List.of(match);
    }
    return seller == null ? anywhere(model) : List.of();
  }

  /** Searches the seller in the model's prefix or ARN. */
  private @Nullable Match atAddressee(String model) {
    ModelName address = ModelName.addressed(model);
    return address == null ? null : atSeller(address.seller(), address.name());
  }

  private @Nullable Match atSeller(String seller, String model) {
    ModelName address = ModelName.addressed(model);
    Match match = underAnySpelling(seller, model);
    if (match == null && address != null && isShopOf(seller, address.seller())) {
      match = underAnySpelling(address.seller(), address.name());
    }
    String sister = SISTER_SHOP.get(seller);
    if (match == null && sister != null) {
      match = underAnySpelling(sister, address == null ? model : address.name());
    }
    return match == null && sellsAtMakersPrices(seller) ? atMaker(seller, model) : match;
  }

  private static boolean isShopOf(String seller, String other) {
    return seller.equals(other)
        || other.equals(SISTER_SHOP.get(seller))
        || (GOOGLE.contains(seller) && GOOGLE.contains(other));
  }

  private static boolean sellsAtMakersPrices(String seller) {
    Seller known = Sellers.find(seller);
    return known != null && known.kind() == Seller.Kind.MAKERS_PRICES;
  }

  /** The only maker of the model, for makers whose price is the same at all sellers. */
  private @Nullable Match atMaker(String reseller, String model) {
    ModelName address = ModelName.addressed(model);
    String name = address != null && isShopOf(reseller, address.seller()) ? address.name() : model;
    ModelName maker = ModelName.addressed(name);
    List<Match> matches =
        Sellers.all().stream()
            .filter(seller -> seller.kind() == Seller.Kind.RESOLD_MAKER)
            .map(Seller::name)
            .filter(seller -> maker == null || maker.seller().equals(seller))
            .flatMap(seller -> search(seller, maker == null ? name : maker.name()))
            .toList();
    return matches.size() == 1
        ? new Match(matches.get(0).name(), matches.get(0).model(), true)
        : null;
  }

  /** Searches the only maker that lists the name, else the sellers that do. */
  private List<Match> anywhere(String model) {
    List<Match> makers =
        Sellers.all().stream()
            .filter(Seller::isMaker)
            .flatMap(seller -> search(seller.name(), model))
            .toList();
    return makers.isEmpty()
        ? shelf.sellers().stream().flatMap(seller -> search(seller, model)).toList()
        : makers;
  }

  private Stream<Match> search(String seller, String model) {
    return Stream.ofNullable(underAnySpelling(seller, model));
  }

  private @Nullable Match underAnySpelling(String seller, String model) {
    SellerPrices prices = shelf.of(seller);
    Set<String> spellings = Spellings.of(seller, model);
    for (String name : spellings) {
      PricedModel found = prices.get(name);
      if (found != null) {
        return new Match(name, found, false);
      }
    }
    return null;
  }
}
