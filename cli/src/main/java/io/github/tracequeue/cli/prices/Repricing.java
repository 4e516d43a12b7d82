// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.prices;

import io.github.tracequeue.consumer.CallPricing;
import io.github.tracequeue.pricing.PriceBook;
import io.github.tracequeue.store.CostCorrection;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.StoredTrace.CallCost;
import io.github.tracequeue.store.StoredTrace.CostStatus;
import io.github.tracequeue.store.rollup.Hour;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Prices stored calls again. Reported costs do not change, unless configured otherwise. */
final class Repricing {
  private final CallPricing pricing;
  private final boolean reportedToo;

  /**
   * With {@code reportedToo}, the price book's cost replaces a reported cost, if the book has a
   * rate.
   */
  Repricing(PriceBook book, boolean reportedToo) {
    this.pricing = new CallPricing(book);
    this.reportedToo = reportedToo;
  }

  /** The changes, without writing them. */
  RepricingReport difference(Stream<StoredTrace> calls) {
    RepricingReport difference = new RepricingReport();
    calls.forEach(
        call -> {
          CallCost cost = cost(call);
          if (cost == null) {
            difference.addKept();
          } else {
            difference.add(call, cost);
          }
        });
    return difference;
  }

  /**
   * Writes the changes, and counts them in {@code written}.
   *
   * @param dirtyHours gets each hour after its calls, because its rollups must be recomputed; also
   *     an hour without a change, because an earlier attempt may have stopped after a change
   */
  void apply(
      Stream<StoredTrace> calls,
      CostCorrection correction,
      Consumer<Hour> dirtyHours,
      Written written) {
    HourOfCalls hour = new HourOfCalls(dirtyHours);
    try {
      calls.forEach(
          call -> {
            hour.moveTo(Hour.of(call.timestamp()));
            CallCost cost = cost(call);
            if (cost != null && !call.cost().equals(cost)) {
              written.count(correction.correct(call, cost));
            }
          });
    } finally {
      hour.end();
    }
  }

  /** The hour whose calls are read. Not thread-safe. */
  private static final class HourOfCalls {
    private final Consumer<Hour> ended;
    private @Nullable Hour current;

    HourOfCalls(Consumer<Hour> ended) {
      this.ended = ended;
    }

    void moveTo(Hour hour) {
      if (!hour.equals(current)) {
        end();
        current = hour;
      }
    }

    void end() {
      if (current != null) {
        ended.accept(current);
      }
    }
  }

  /** The cost by the price book; null if the stored cost does not change. */
  private @Nullable CallCost cost(StoredTrace stored) {
    CallCost old = stored.cost();
    boolean reported = old.status() == CostStatus.PROVIDER_REPORTED;
    boolean ours =
        old.status() == CostStatus.PRICED
            || (old.status() == CostStatus.UNPRICED && old.usd() == null);
    if (!ours && !(reported && reportedToo)) {
      return null;
    }
    CallCost cost = pricing.byTheBook(stored.timestamp(), stored.call(), stored.tokens());
    return reported && cost.usd() == null ? null : cost;
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

    /** The number of items with their new cost. */
    long written() {
      return written;
    }

    /** The number of items that changed or were removed after they were read. */
    long skipped() {
      return skipped;
    }
  }
}
