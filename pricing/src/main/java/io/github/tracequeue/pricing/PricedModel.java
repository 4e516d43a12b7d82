// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All rates of one model in one scope at one provider.
 *
 * @param ids the model's id and its aliases, without profile prefixes
 * @param names the names it is found under, profile prefixes included
 * @param layers rates of one provider, at least one in each layer; a layer hides those after it at
 *     any time that one of its rates is for
 */
record PricedModel(Set<String> ids, Set<String> names, List<List<Rate>> layers) {

  /**
   * How a call is priced.
   *
   * @param rate the rate
   * @param tierFactorOf the service tier whose factor of the rate applies; empty for none
   */
  record Choice(Rate rate, String tierFactorOf) {}

  /** Puts the rates of one model and scope together, in the order of the file. */
  static List<PricedModel> group(List<Rate> rates) {
    Map<List<Object>, List<Rate>> groups = new LinkedHashMap<>();
    for (Rate rate : rates) {
      RateSubject subject = rate.subject();
      List<Object> key = List.of(subject.provider(), subject.model(), Set.copyOf(subject.scope()));
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(rate);
    }
    List<PricedModel> models = new ArrayList<>();
    for (List<Rate> group : groups.values()) {
      Set<String> ids = new LinkedHashSet<>();
      for (Rate rate : group) {
        ids.add(rate.subject().model());
        ids.addAll(rate.subject().aliases());
      }
      Set<String> names = names(ids, group.get(0).subject().scope());
      models.add(new PricedModel(ids, names, List.of(List.copyOf(group))));
    }
    return models;
  }

  /** The rate of a call in a service tier; null if none is known. */
  @Nullable Choice choose(Instant at, long promptTokens, String tier) {
    List<Rate> rates = ratesInForceAt(at);
    Rate standard = mostSpecific(rates, at, promptTokens, ServiceTier.STANDARD);
    Rate own = mostSpecific(rates, at, promptTokens, tier);
    // A tier without a rate for long prompts is not offered for them at the short prompt's price.
    if (own != null
        && (standard == null || own.terms().promptOver() >= standard.terms().promptOver())) {
      return new Choice(own, ServiceTier.STANDARD);
    }
    return standard != null && standard.prices().tierFactors().containsKey(tier)
        ? new Choice(standard, tier)
        : null;
  }

  /** The rate of the standard tier, to show what is known where the tier's own is not. */
  @Nullable Rate standardRate(Instant at, long promptTokens) {
    return mostSpecific(ratesInForceAt(at), at, promptTokens, ServiceTier.STANDARD);
  }

  String provider() {
    return subject().provider();
  }

  RateSubject subject() {
    return layers.get(0).get(0).subject();
  }

  /** All rates, those that take precedence first. */
  List<Rate> rates() {
    return layers.stream().flatMap(List::stream).toList();
  }

  /** This model's rates before those of another, which go on outside of their time. */
  PricedModel above(PricedModel other) {
    Set<String> allIds = new LinkedHashSet<>(ids);
    if (subject().model().equals(other.subject().model())) {
      allIds.addAll(other.ids);
    }
    List<List<Rate>> all = new ArrayList<>(layers);
    if (!Timeline.of(layers.get(0)).isWithoutGaps()) {
      all.addAll(other.layers);
    }
    return new PricedModel(allIds, names, List.copyOf(all));
  }

  /** Whether a name of another model with the same id is in this model's scope. */
  boolean inherits(PricedModel other, String name) {
    return subject().model().equals(other.subject().model())
        && names(other.ids, subject().scope()).contains(name);
  }

  private List<Rate> ratesInForceAt(Instant at) {
    for (List<Rate> layer : layers) {
      List<Rate> rates =
          layer.stream().filter(rate -> rate.isApplied() && rate.terms().areInForceAt(at)).toList();
      if (!rates.isEmpty()) {
        return rates;
      }
    }
    return List.of();
  }

  private static @Nullable Rate mostSpecific(
      List<Rate> rates, Instant at, long promptTokens, String tier) {
    Rate best = null;
    for (Rate rate : rates) {
      RateTerms terms = rate.terms();
      if (terms.tier().equals(tier)
          && terms.cover(at, promptTokens)
          && (best == null || terms.areMoreSpecificThan(best.terms()))) {
        best = rate;
      }
    }
    return best;
  }

  /** The names of ids in a scope. */
  static Set<String> names(Collection<String> ids, List<String> scope) {
    Set<String> names = new LinkedHashSet<>();
    for (String prefix : scope) {
      for (String id : ids) {
        // An id with a slash is a form of its own, an ARN for example: it has no prefix.
        boolean plain = prefix.equals(RateSubject.BARE) || id.contains("/");
        names.add(plain ? id : prefix + "." + id);
      }
    }
    return names;
  }
}
