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
 * @param names each id that stands for it, profile prefix included
 * @param rows at least one, all with the same provider, model and scope
 */
record PricedModel(Set<String> names, List<PriceRow> rows) {

  static final String BARE = "bare";

  /** Puts the rows of one model and scope together, in the order of the file. */
  static List<PricedModel> group(List<PriceRow> rows) {
    Map<List<Object>, List<PriceRow>> groups = new LinkedHashMap<>();
    for (PriceRow row : rows) {
      List<Object> key = List.of(row.provider(), row.model(), Set.copyOf(row.scope()));
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
    }
    List<PricedModel> models = new ArrayList<>();
    for (List<PriceRow> group : groups.values()) {
      models.add(new PricedModel(names(group, group.get(0).scope()), List.copyOf(group)));
    }
    return models;
  }

  /** The names that the rows' model and aliases have in the scope. */
  static Set<String> names(List<PriceRow> rows, List<String> scope) {
    Set<String> names = new LinkedHashSet<>();
    for (PriceRow row : rows) {
      for (String prefix : scope) {
        names.add(name(prefix, row.model()));
        for (String alias : row.aliases()) {
          names.add(name(prefix, alias));
        }
      }
    }
    return names;
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
    return new PricedModel(left, rows);
  }

  /** The names of the other in this one's scope, if both have the same provider and model id. */
  Set<String> namesToInheritFrom(PricedModel other) {
    if (!provider().equals(other.provider())
        || !rows.get(0).model().equals(other.rows.get(0).model())) {
      return Set.of();
    }
    Set<String> inherited = names(other.rows, rows.get(0).scope());
    inherited.retainAll(other.names);
    return inherited;
  }

  /** An id with a slash is a form of its own, an ARN for example: it has no prefix. */
  private static String name(String prefix, String id) {
    return prefix.equals(BARE) || id.contains("/") ? id : prefix + "." + id;
  }

  private static boolean isMoreSpecial(PriceRow row, PriceRow other) {
    return row.promptOver() == other.promptOver()
        ? row.hours() != null
        : row.promptOver() > other.promptOver();
  }
}
