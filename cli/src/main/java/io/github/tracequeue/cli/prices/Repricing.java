// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.prices;

import io.github.tracequeue.consumer.CallPricing;
import io.github.tracequeue.pricing.PriceBook;
import io.github.tracequeue.store.CostCorrection;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.StoredTrace.CallCost;
import io.github.tracequeue.store.StoredTrace.CostStatus;
import java.util.stream.Stream;

/** Prices stored calls again. A cost that is not the book's own is left as it is. */
final class Repricing {
  private final CallPricing pricing;

  Repricing(PriceBook book) {
    this.pricing = new CallPricing(book);
  }

  /** What would change. */
  RepricingReport difference(Stream<StoredTrace> calls) {
    RepricingReport difference = new RepricingReport();
    calls.forEach(
        call -> {
          if (isOurs(call.cost())) {
            difference.add(call, cost(call));
          } else {
            difference.addKept();
          }
        });
    return difference;
  }

  /** Writes what changes, and counts it into {@code written} as it goes. */
  void apply(Stream<StoredTrace> calls, CostCorrection correction, Written written) {
    calls
        .filter(call -> isOurs(call.cost()))
        .forEach(
            call -> {
              CallCost cost = cost(call);
              if (!call.cost().equals(cost)) {
                written.count(correction.correct(call, cost));
              }
            });
  }

  /** Whether the cost is the book's: not the provider's, nor an amount of unknown origin. */
  private static boolean isOurs(CallCost cost) {
    return cost.status() == CostStatus.PRICED
        || (cost.status() == CostStatus.UNPRICED && cost.usd() == null);
  }

  private CallCost cost(StoredTrace stored) {
    return pricing.byTheBook(stored.timestamp(), stored.call(), stored.tokens());
  }

  /** Counts the writes so far. Not thread-safe. */
  static final class Written {
    private long written;
    private long skipped;

    private void count(CostCorrection.Outcome outcome) {
      switch (outcome) {
        case WRITTEN, UP_TO_DATE -> written++;
        case CHANGED, GONE -> skipped++;
      }
    }

    /** How many items have their new cost. */
    long written() {
      return written;
    }

    /** How many items somebody else changed or removed after they were read. */
    long skipped() {
      return skipped;
    }
  }
}
