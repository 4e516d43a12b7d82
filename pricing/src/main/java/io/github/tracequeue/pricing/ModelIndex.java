// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds models by the id that a producer sent; immutable. */
final class ModelIndex {

  private final Map<String, Map<String, PricedModel>> byProviderAndName = new HashMap<>();

  ModelIndex(List<PricedModel> models) {
    for (PricedModel model : models) {
      Map<String, PricedModel> byName = byProviderAndName.get(model.provider());
      if (byName == null) {
        byName = new HashMap<>();
        byProviderAndName.put(model.provider(), byName);
      }
      for (String name : model.names()) {
        byName.put(name, model);
      }
    }
  }

  /**
   * The models that go by a name: one is a match, none and several are not.
   *
   * @param name the form of the id that was looked for last
   * @param models what was found under it
   */
  record Match(String name, List<PricedModel> models) {}

  /** Looks for the id as it is, then without a vendor or an ARN around it, then without a date. */
  Match find(@Nullable String provider, String model) {
    Match asSent = exactly(provider, model);
    if (!asSent.models.isEmpty()) {
      return asSent;
    }
    ModelName inner = ModelName.unwrap(model);
    if (inner == null) {
      return withoutDate(provider, asSent);
    }
    if (provider != null && !provider.equals(inner.provider())) {
      return asSent;
    }
    Match unwrapped = exactly(inner.provider(), inner.name());
    return unwrapped.models.isEmpty() ? withoutDate(inner.provider(), unwrapped) : unwrapped;
  }

  private Match withoutDate(@Nullable String provider, Match failed) {
    String name = ModelName.withoutDate(failed.name);
    return name == null ? failed : exactly(provider, name);
  }

  private Match exactly(@Nullable String provider, String name) {
    if (provider != null) {
      PricedModel model = byProviderAndName.getOrDefault(provider, Map.of()).get(name);
      return new Match(name, model == null ? List.of() : List.of(model));
    }
    List<PricedModel> models = new ArrayList<>(1);
    for (Map<String, PricedModel> byName : byProviderAndName.values()) {
      PricedModel model = byName.get(name);
      if (model != null) {
        models.add(model);
      }
    }
    return new Match(name, models);
  }
}
