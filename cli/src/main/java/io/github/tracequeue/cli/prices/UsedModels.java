// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.prices;

import io.github.tracequeue.consumer.CallPricing;
import io.github.tracequeue.pricing.PriceBook;
import io.github.tracequeue.pricing.PriceCoverage;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.StoredTrace.CallCost;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The models that stored calls used, and whether they have a rate. Not thread-safe. */
final class UsedModels {
  private final CallPricing pricing;
  private final Map<String, Map<String, String>> reasonByModel = new TreeMap<>();

  UsedModels(PriceBook book) {
    this.pricing = new CallPricing(book);
  }

  /** A model counts as unpriced if one of its calls is unpriced. */
  void add(StoredTrace call) {
    CallCost cost = pricing.byTheBook(call.timestamp(), call.call(), call.tokens());
    String reason = cost.unpricedReason() == null ? "" : cost.unpricedReason();
    String provider = call.call().provider() == null ? "-" : call.call().provider();
    reasonByModel
        .computeIfAbsent(provider, p -> new TreeMap<>())
        .merge(call.call().model(), reason, (one, other) -> one.isEmpty() ? other : one);
  }

  PriceCoverage coverage() {
    Map<String, PriceCoverage.Share> shares = new TreeMap<>();
    List<PriceCoverage.Unpriced> unpriced = new ArrayList<>();
    int models = 0;
    for (Map.Entry<String, Map<String, String>> provider : reasonByModel.entrySet()) {
      int before = unpriced.size();
      provider
          .getValue()
          .forEach(
              (model, reason) -> {
                if (!reason.isEmpty()) {
                  unpriced.add(new PriceCoverage.Unpriced(provider.getKey(), model, reason));
                }
              });
      int count = provider.getValue().size();
      models += count;
      shares.put(provider.getKey(), share(count, unpriced.size() - before));
    }
    return new PriceCoverage(share(models, unpriced.size()), shares, unpriced, List.of());
  }

  /** There is no list to compare with, so every priced model agrees. */
  private static PriceCoverage.Share share(int models, int unpriced) {
    return new PriceCoverage.Share(models, models - unpriced, models - unpriced, 0);
  }
}
