// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All prices of one model in one scope at one provider.
 *
 * @param ids the model's id and its aliases, without profile prefixes
 * @param names what it is found under, profile prefixes included
 * @param rows at least one, all with the same provider, model and scope
 */
record PricedModel(Set<String> ids, Set<String> names, List<PriceRow> rows) {

  static final String BARE = "bare";

  /** Puts the rows of one model and scope together, in the order of the file. */
  static List<PricedModel> group(List<PriceRow> rows) {
    Map<List<Object>, List<PriceRow>> groups = new LinkedHashMap<>();
    for (PriceRow row : rows) {
      List<Object> key = List.of(row.provider(), row.model(), Set.copyOf(row.scope()));
      List<PriceRow> group = groups.get(key);
      if (group == null) {
        group = new ArrayList<>();
        groups.put(key, group);
      }
      group.add(row);
    }
    List<PricedModel> models = new ArrayList<>();
    for (List<PriceRow> group : groups.values()) {
      Set<String> ids = new LinkedHashSet<>();
      for (PriceRow row : group) {
        ids.add(row.model());
        ids.addAll(row.aliases());
      }
      models.add(new PricedModel(ids, names(ids, group.get(0).scope()), List.copyOf(group)));
    }
    return models;
  }

  /** The most special row that covers the call: the longest prompt first, then given hours. */
  @Nullable PriceRow rowFor(Instant at, long promptTokens) {
    PriceRow best = null;
    for (PriceRow row : rows) {
      if (row.covers(at, promptTokens) && (best == null || isMoreSpecial(row, best))) {
        best = row;
      }
    }
    return best;
  }

  String provider() {
    return rows.get(0).provider();
  }

  /** This model without the names that the other has at the same provider. */
  PricedModel without(PricedModel other) {
    if (!provider().equals(other.provider())) {
      return this;
    }
    Set<String> left = new LinkedHashSet<>(names);
    left.removeAll(other.names);
    return new PricedModel(ids, left, rows);
  }

  /** This model with the names, in its scope, of those with the same provider and model id. */
  PricedModel inheriting(List<PricedModel> others) {
    Set<String> allIds = new LinkedHashSet<>(ids);
    Set<String> allNames = new LinkedHashSet<>(names);
    for (PricedModel other : others) {
      if (provider().equals(other.provider())
          && rows.get(0).model().equals(other.rows.get(0).model())) {
        Set<String> inherited = names(other.ids, rows.get(0).scope());
        inherited.retainAll(other.names);
        allIds.addAll(other.ids);
        allNames.addAll(inherited);
      }
    }
    return new PricedModel(allIds, allNames, rows);
  }

  private static Set<String> names(Set<String> ids, List<String> scope) {
    Set<String> names = new LinkedHashSet<>();
    for (String prefix : scope) {
      for (String id : ids) {
        // An id with a slash is a form of its own, an ARN for example: it has no prefix.
        names.add(prefix.equals(BARE) || id.contains("/") ? id : prefix.concat(".").concat(id));
      }
    }
    return names;
  }

  private static boolean isMoreSpecial(PriceRow row, PriceRow other) {
    return row.promptOver() == other.promptOver()
        ? row.hours() != null
        : row.promptOver() > other.promptOver();
  }
}
