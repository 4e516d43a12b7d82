// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A public price list, with this project's names of sellers and models.
 *
 * @param name the list's short name
 * @param models the models that can be imported
 * @param refused the models that cannot be imported, with reasons
 * @param mentions all text models with a price by the token, importable or not
 */
public record PriceList(
    String name, List<ListedModel> models, List<Refusal> refused, List<Mention> mentions) {

  /** A model that cannot be imported. */
  public record Refusal(String provider, String model, String reason) {}

  /**
   * A model under its name in the list.
   *
   * @param provider the seller's canonical name
   * @param model the name in the list
   * @param rates its prices
   * @param retired the day of its end; null if the list does not state it
   */
  public record Mention(
      String provider, String model, List<ListedRate> rates, @Nullable LocalDate retired) {}

  /** Copies the lists. */
  public PriceList {
    models = List.copyOf(models);
    refused = List.copyOf(refused);
    mentions = List.copyOf(mentions);
  }

  /**
   * Creates a list to add models to.
   *
   * @param name the list's short name
   * @param hasPrefixes whether its model names begin with the provider's name, for example {@code
   *     azure/}
   */
  public static Builder builder(String name, boolean hasPrefixes) {
    return new Builder(name, hasPrefixes);
  }

  /** Collects a list's models. Not thread-safe. */
  public static final class Builder {

    private final String name;
    private final boolean hasPrefixes;
    private final List<ListedModel> models = new ArrayList<>();
    private final List<Refusal> refused = new ArrayList<>();
    private final List<Mention> mentions = new ArrayList<>();
    private final Map<List<String>, ListedModel> byName = new LinkedHashMap<>();

    private Builder(String name, boolean hasPrefixes) {
      this.name = name;
      this.hasPrefixes = hasPrefixes;
    }

    /** Adds a model under the list's names of the provider and the model. */
    public void add(String provider, Iterable<String> names, List<ListedRate> rates) {
      String seller = Sellers.nameFor(provider);
      Set<String> own = new LinkedHashSet<>();
      for (String listed : names) {
        String modelName = hasPrefixes ? nameAt(seller, provider, listed) : listed;
        ListedModel other = byName.get(List.of(seller, modelName));
        if (other == null) {
          own.add(modelName);
        } else {
          noteContradiction(other, provider, listed, rates);
        }
      }
      if (!own.isEmpty()) {
        add(new ListedModel(seller, List.copyOf(own), rates, ""));
      }
    }

    private void add(ListedModel model) {
      Optional<String> problem = model.problem();
      if (problem.isPresent()) {
        refuse(model.provider(), model.names().get(0), problem.get());
        return;
      }
      model.names().forEach(name -> byName.put(List.of(model.provider(), name), model));
      models.add(model);
    }

    /** Notes a text model that has a price by the token. */
    public void mention(
        String provider, String model, List<ListedRate> rates, @Nullable LocalDate retired) {
      mentions.add(new Mention(Sellers.nameFor(provider), model, List.copyOf(rates), retired));
    }

    /** Notes a model that cannot be imported. */
    public void refuse(String provider, String model, String reason) {
      refused.add(new Refusal(provider, model, reason));
    }

    /** The list. */
    public PriceList build() {
      return new PriceList(name, models, refused, mentions);
    }

    private void noteContradiction(
        ListedModel model, String provider, String listed, List<ListedRate> rates) {
      for (ListedRate rate : rates) {
        for (ListedRate first : model.rates()) {
          PriceDifference difference = PriceDifference.between(first.prices(), rate.prices());
          if (first.key().equals(rate.key()) && !difference.isNone()) {
            refuse(provider, listed, "the list has another price for the same name");
            ListedModel noted =
                new ListedModel(
                    model.provider(), model.names(), model.rates(), listed + " " + difference);
            models.set(models.indexOf(model), noted);
            noted.names().forEach(name -> byName.put(List.of(noted.provider(), name), noted));
            return;
          }
        }
      }
    }

    /** The name at the seller, without a prefix that names the same seller again. */
    private static String nameAt(String seller, String provider, String listed) {
      String ownPrefix = provider + "/";
      return Stream.ofNullable(ModelName.addressed(listed))
          .filter(address -> address.seller().equals(seller))
          .map(ModelName::name)
          .findFirst()
          .orElse(listed.startsWith(ownPrefix) ? listed.substring(ownPrefix.length()) : listed);
    }
  }
}
