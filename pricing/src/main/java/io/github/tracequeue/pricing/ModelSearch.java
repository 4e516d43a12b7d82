// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the model that a call names. {@code docs/pricing.md} has the rules. */
final class ModelSearch {

  /** Sellers who are one company's two shops: what one does not list, the other may. */
  private static final Map<String, String> SISTER_SHOP =
      Map.of(
          Sellers.AZURE_OPENAI, Sellers.AZURE_INFERENCE,
          Sellers.AZURE_INFERENCE, Sellers.AZURE_OPENAI);

  /** Google's two shops have prices of their own; a model's prefix says which one is meant. */
  private static final Set<String> GOOGLE = Set.of(Sellers.GEMINI, Sellers.VERTEX);

  private final PriceShelf shelf;

  ModelSearch(PriceShelf shelf) {
    this.shelf = shelf;
  }

  /**
   * A model and the name it was found under.
   *
   * @param byMaker whether it is the maker's although the call names a reseller
   */
  record Match(String name, PricedModel model, boolean byMaker) {}

  /** The models that a call may mean: one is a match, none and several are not. */
  List<Match> find(@Nullable String provider, String model) {
    String seller = Sellers.canonical(provider);
    Match match = seller == null ? atAddressee(model) : atSeller(seller, model);
    if (match != null) {
      return List.of(match);
    }
    return seller == null ? anywhere(model) : List.of();
  }

  /** At the seller whom the model's prefix or ARN names. */
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

  /** The one maker of the model, where makers of that kind have one price everywhere. */
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

  /** At the one maker who lists the name, else at the sellers who do. */
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
