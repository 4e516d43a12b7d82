// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Calculates the cost of one usage with a model's rates, or the reason why it has none. Not
 * thread-safe.
 */
final class Calculation {

  private static final Bucket[] BUCKETS = Bucket.values();

  private final Usage usage;
  private final RatePrices prices;
  private final List<Explanation.Line> lines = new ArrayList<>();
  private final List<Explanation.Requests> requests = new ArrayList<>();
  private final List<Explanation.Factor> factors = new ArrayList<>();
  private @Nullable String missing;

  private Calculation(Usage usage, RatePrices prices) {
    this.usage = usage;
    this.prices = prices;
  }

  static Explanation explain(Usage usage, ModelSearch.Match match) {
    String tier = ServiceTier.of(usage.service());
    long prompt = usage.tokens().prompt();
    PricedModel model = match.model();
    PricedModel.Choice choice = model.choose(usage.at(), prompt, tier);
    if (choice == null) {
      Rate standard = model.standardRate(usage.at(), prompt);
      return Explanation.unpriced(whyNoRate(standard, tier), match.name(), standard);
    }
    Rate rate = choice.rate();
    if (ServiceTier.isContradictory(usage.service())) {
      return Explanation.unpriced(
          UnpricedReason.BATCH_WITH_SERVICE_TIER.code(), match.name(), rate);
    }
    Calculation calculation = new Calculation(usage, rate.prices());
    calculation.multiplyTier(choice.tierFactorOf());
    calculation.multiplyGeo();
    calculation.chargeTokens();
    calculation.chargeRequests();
    return calculation.result(rate, match);
  }

  private static String whyNoRate(@Nullable Rate standard, String tier) {
    if (standard == null) {
      return UnpricedReason.NO_PRICE_AT_DATE.code();
    }
    return tier.equals(ServiceTier.BATCH)
        ? UnpricedReason.NO_BATCH_PRICE.code()
        : UnpricedReason.UNKNOWN_SERVICE_TIER.code(tier);
  }

  private void multiplyTier(String tier) {
    BigDecimal factor = prices.tierFactors().get(tier);
    if (factor != null) {
      factors.add(new Explanation.Factor(tier, factor));
    }
  }

  private void multiplyGeo() {
    String geo =
        usage.service().inferenceGeo() == null
            ? ""
            : usage.service().inferenceGeo().strip().toLowerCase(Locale.ROOT);
    switch (geo) {
      case "", "global", "not_available" -> {}
      default -> {
        Map<String, BigDecimal> byGeo = prices.geoFactors();
        BigDecimal factor = byGeo.containsKey(geo) ? byGeo.get(geo) : byGeo.get("*");
        if (factor == null) {
          fail(UnpricedReason.NO_GEO_PRICE.code(geo));
        } else {
          factors.add(new Explanation.Factor(geo, factor));
        }
      }
    }
  }

  private void chargeTokens() {
    for (Bucket bucket : BUCKETS) {
      long tokens = usage.tokens().in(bucket);
      if (tokens != 0) {
        BigDecimal price = prices.usdPerMillion().get(bucket);
        if (price == null) {
          fail(UnpricedReason.noPriceFor(bucket).code());
        } else {
          lines.add(new Explanation.Line(bucket, tokens, price));
        }
      }
    }
  }

  private void chargeRequests() {
    new TreeMap<>(usage.toolRequests())
        .forEach(
            (tool, count) -> {
              BigDecimal price = prices.usdPerThousandRequests().get(tool);
              if (count == 0) {
                return;
              }
              if (price == null) {
                fail(UnpricedReason.NO_REQUEST_PRICE.code(tool));
              } else {
                requests.add(new Explanation.Requests(tool, count, price));
              }
            });
  }

  private void fail(String reason) {
    missing = missing == null ? reason : missing;
  }

  private Explanation result(Rate rate, ModelSearch.Match match) {
    if (missing != null) {
      return Explanation.unpriced(missing, match.name(), rate);
    }
    BigDecimal usd = BigDecimal.ZERO;
    for (Explanation.Line line : lines) {
      usd = usd.add(line.usd());
    }
    for (Explanation.Factor factor : factors) {
      usd = usd.multiply(factor.value());
    }
    for (Explanation.Requests request : requests) {
      usd = usd.add(request.usd());
    }
    Cost cost = new Cost.Priced(Amounts.plain(usd), rate.label(), match.byMaker());
    return new Explanation(cost, match.name(), rate, lines, requests, factors);
  }
}
