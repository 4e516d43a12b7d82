// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One seller's models in a file, which override those of another source. A model with a known id
 * also overrides that model's aliases. A model named after an alias overrides only that alias.
 */
final class FilePrices implements SellerPrices {

  private final List<PricedModel> models;
  private final SellerPrices below;
  private final Map<String, PricedModel> byName = new HashMap<>();

  FilePrices(List<PricedModel> models, SellerPrices below) {
    this.models = models;
    this.below = below;
    for (PricedModel model : models) {
      model.names().forEach(name -> byName.put(name, model));
    }
  }

  @Override
  public @Nullable PricedModel get(String name) {
    PricedModel other = below.get(name);
    PricedModel own = byName.get(name);
    if (own == null && other != null) {
      own = heir(other, name);
    }
    if (own == null) {
      return other;
    }
    return other == null ? own : own.above(other);
  }

  @Override
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>(below.names());
    models.forEach(model -> names.addAll(model.names()));
    return names;
  }

  /** The model that overrides the other model's name. */
  private @Nullable PricedModel heir(PricedModel other, String name) {
    return models.stream().filter(model -> model.inherits(other, name)).findFirst().orElse(null);
  }
}
