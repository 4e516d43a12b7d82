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
 * @param names the names under which it is found, including profile prefixes
 * @param layers rates of one provider, at least one in each layer; a layer hides the later layers
 *     during the dates of its rates
 */
record PricedModel(Set<String> ids, Set<String> names, List<List<Rate>> layers) {

  /**
   * The rate of a call.
   *
   * @param rate the rate
   * @param tierFactorOf the service tier whose factor of the rate applies; empty for none
   */
  record Choice(Rate rate, String tierFactorOf) {}

  /** Groups the rates by model and scope, in the order of the file. */
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
    // A tier without a rate for long prompts does not use its rate for short prompts.
    if (own != null
        && (standard == null || own.terms().promptOver() >= standard.terms().promptOver())) {
      return new Choice(own, ServiceTier.STANDARD);
    }
    return standard != null && standard.prices().tierFactors().containsKey(tier)
        ? new Choice(standard, tier)
        : null;
  }

  /** The rate of the standard tier, which is shown if the tier's own rate is unknown. */
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

  /** This model's rates, with those of another model for all other times. */
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
        // An id with a slash, for example an ARN, has no prefix.
        boolean plain = prefix.equals(RateSubject.BARE) || id.contains("/");
        names.add(plain ? id : prefix + "." + id);
      }
    }
    return names;
  }
}
