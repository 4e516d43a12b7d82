// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.prices;

import static io.github.tracequeue.cli.output.ReportTable.Column.number;
import static io.github.tracequeue.cli.output.ReportTable.Column.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tracequeue.cli.output.Printable;
import io.github.tracequeue.cli.output.ReportTable;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.StoredTrace.CallCost;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The changes of pricing stored calls again, by model. Amounts count a sampled call with its
 * weight; the other numbers count stored calls. Not thread-safe.
 */
final class RepricingReport {
  private final Map<String, Sums> byModel = new TreeMap<>();
  private final Sums all = new Sums();
  private long kept;

  /** A call with a reported cost, which does not change. */
  void addKept() {
    kept++;
  }

  /** A call with its cost by the price book. */
  void add(StoredTrace call, CallCost cost) {
    byModel.computeIfAbsent(call.call().model(), model -> new Sums()).add(call, cost);
    all.add(call, cost);
  }

  /** The number of stored calls that get another cost, or the same cost by another rate. */
  long changed() {
    return all.changed;
  }

  /** The number of stored calls with a reported cost. */
  long kept() {
    return kept;
  }

  /** One line for each model that changes, and one for all models. */
  ReportTable table() {
    ReportTable table =
        new ReportTable(
            text("model"),
            number("calls"),
            number("changed"),
            number("old USD"),
            number("new USD"),
            number("difference"),
            number("newly priced"),
            number("newly unpriced"));
    byModel.forEach(
        (model, sums) -> {
          if (sums.changed > 0) {
            table.row(sums.cells(Printable.line(model)));
          }
        });
    return table.row(all.cells("all models"));
  }

  /** The report as JSON, including models that do not change. */
  void addTo(ObjectNode json) {
    ObjectNode models = json.putObject("models");
    byModel.forEach((model, sums) -> sums.addTo(models.putObject(model)));
    all.addTo(json.putObject("total"));
    json.put("kept", kept);
  }

  private static final class Sums {
    private long calls;
    private long changed;
    private long newlyPriced;
    private long newlyUnpriced;
    private BigDecimal oldUsd = BigDecimal.ZERO;
    private BigDecimal newUsd = BigDecimal.ZERO;

    void add(StoredTrace call, CallCost cost) {
      BigDecimal weight = BigDecimal.valueOf(call.sampleWeight());
      BigDecimal before = call.cost().usd();
      BigDecimal after = cost.usd();
      calls++;
      changed += call.cost().equals(cost) ? 0 : 1;
      newlyPriced += before == null && after != null ? 1 : 0;
      newlyUnpriced += before != null && after == null ? 1 : 0;
      oldUsd = before == null ? oldUsd : oldUsd.add(before.multiply(weight));
      newUsd = after == null ? newUsd : newUsd.add(after.multiply(weight));
    }

    String[] cells(String name) {
      return new String[] {
        name,
        count(calls),
        count(changed),
        usd(oldUsd),
        usd(newUsd),
        (newUsd.compareTo(oldUsd) > 0 ? "+" : "") + usd(newUsd.subtract(oldUsd)),
        count(newlyPriced),
        count(newlyUnpriced)
      };
    }

    void addTo(ObjectNode json) {
      json.put("calls", calls)
          .put("changed", changed)
          .put("old_usd", oldUsd)
          .put("new_usd", newUsd)
          .put("difference_usd", newUsd.subtract(oldUsd))
          .put("newly_priced", newlyPriced)
          .put("newly_unpriced", newlyUnpriced);
    }

    private static String count(long number) {
      return String.format(Locale.ROOT, "%,d", number);
    }

    private static String usd(BigDecimal usd) {
      BigDecimal plain = usd.stripTrailingZeros();
      return plain.setScale(Math.max(2, plain.scale())).toPlainString();
    }
  }
}
