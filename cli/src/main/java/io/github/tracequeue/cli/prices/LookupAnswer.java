// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.prices;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tracequeue.cli.output.Json;
import io.github.tracequeue.cli.output.ReportTable;
import io.github.tracequeue.pricing.Bucket;
import io.github.tracequeue.pricing.Explanation;
import io.github.tracequeue.pricing.PriceRow;
import io.github.tracequeue.pricing.Usage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a lookup.
 *
 * @param usage what was asked
 * @param hasTokens whether a cost was asked for, not only the price
 * @param explanation the price book's answer
 */
record LookupAnswer(Usage usage, boolean hasTokens, Explanation explanation) {

  /** The answer for people. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    String seller = usage.provider() == null ? "" : " at " + usage.provider();
    lines.add(usage.model() + seller + ", " + usage.at());
    PriceRow row = explanation.row();
    if (row != null) {
      lines.add("  row      " + row.label() + " (" + row.provider() + ")");
      lines.add("  found as " + explanation.matchedModel());
      lines.add(
          "  valid    "
              + (row.from() == null ? "since ever" : "from " + RateRows.time(row.from()))
              + (row.until() == null ? "" : " until " + RateRows.time(row.until()))
              + (row.promptOver() == 0 ? "" : ", prompts over " + row.promptOver() + " tokens")
              + (row.hours() == null ? "" : ", " + RateRows.hours(row.hours()) + " UTC"));
      lines.add("  checked  " + (row.checked() == null ? "unknown" : row.checked()));
      lines.add("  source   " + row.source());
      lines.add("");
      lines.addAll((hasTokens ? charges() : prices(row)).lines());
      lines.add("");
    }
    lines.add(
        explanation
            .cost()
            .match(
                priced -> hasTokens ? total(priced.usd()) : factors(row),
                unpriced -> "  unpriced: " + unpriced.reason()));
    return lines;
  }

  /** The answer for scripts. */
  ObjectNode json() {
    ObjectNode json =
        Json.object()
            .put("model", usage.model())
            .put("provider", usage.provider())
            .put("at", usage.at().toString())
            .put("matched_model", explanation.matchedModel());
    explanation
        .cost()
        .match(
            priced ->
                json.put("cost_status", "priced")
                    .put("cost_usd", hasTokens ? priced.usd() : null)
                    .put("arithmetic", hasTokens ? explanation.arithmetic() : null),
            unpriced ->
                json.put("cost_status", "unpriced").put("unpriced_reason", unpriced.reason()));
    PriceRow row = explanation.row();
    json.set("row", row == null ? json.nullNode() : RateRows.json(row));
    ArrayNode buckets = json.putArray("buckets");
    for (Explanation.Line line : explanation.lines()) {
      buckets
          .addObject()
          .put("bucket", line.bucket().column())
          .put("tokens", line.tokens())
          .put("usd_per_million", line.usdPerMillion())
          .put("usd", line.usd());
    }
    ArrayNode factors = json.putArray("factors");
    for (Explanation.Factor factor : explanation.factors()) {
      factors.addObject().put("name", factor.name()).put("value", factor.value());
    }
    return json;
  }

  private ReportTable charges() {
    ReportTable table = new ReportTable().row("bucket", "tokens", "USD per million", "USD");
    for (Explanation.Line line : explanation.lines()) {
      table.row(
          line.bucket().column(),
          String.format(Locale.ROOT, "%,d", line.tokens()),
          line.usdPerMillion().toPlainString(),
          line.usd().toPlainString());
    }
    for (Explanation.Factor factor : explanation.factors()) {
      table.row(factor.name(), "", "", "x" + factor.value().toPlainString());
    }
    return table;
  }

  private String total(BigDecimal usd) {
    return "  " + usd.toPlainString() + " USD = " + explanation.arithmetic();
  }

  private static ReportTable prices(PriceRow row) {
    ReportTable table = new ReportTable().row("bucket", "USD per million");
    for (Bucket bucket : Bucket.values()) {
      table.row(bucket.column(), RateRows.price(row, bucket));
    }
    return table;
  }

  private static String factors(@Nullable PriceRow row) {
    if (row == null) {
      return "";
    }
    BigDecimal batch = row.batchFactor();
    return "  batch "
        + (batch == null ? "unknown" : "x" + batch.toPlainString())
        + "; tiers "
        + (row.tierFactors().isEmpty() ? "none" : RateRows.tiers(row));
  }
}
