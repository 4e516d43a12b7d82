// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The prices of one file, which override another shelf. */
final class FileShelf implements PriceShelf {

  private final PriceShelf below;
  private final Set<String> ids;
  private final Map<String, List<PricedModel>> models = new LinkedHashMap<>();

  FileShelf(PriceShelf below, PriceFile file) {
    this.below = below;
    this.ids = file.lineById().keySet();
    for (PricedModel model : file.models()) {
      models.computeIfAbsent(model.provider(), seller -> new ArrayList<>()).add(model);
    }
  }

  @Override
  public SellerPrices of(String seller) {
    List<PricedModel> own = models.get(seller);
    return own == null ? below.of(seller) : new FilePrices(own, below.of(seller));
  }

  @Override
  public Set<String> sellers() {
    Set<String> sellers = new LinkedHashSet<>(below.sellers());
    sellers.addAll(models.keySet());
    return sellers;
  }

  @Override
  public boolean hasId(String id) {
    return ids.contains(id) || below.hasId(id);
  }
}
