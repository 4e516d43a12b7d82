// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.prices;

import static io.github.tracequeue.cli.output.ReportTable.Column.number;
import static io.github.tracequeue.cli.output.ReportTable.Column.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tracequeue.cli.output.Json;
import io.github.tracequeue.cli.output.ReportTable;
import io.github.tracequeue.pricing.Bucket;
import io.github.tracequeue.pricing.Cost;
import io.github.tracequeue.pricing.Explanation;
import io.github.tracequeue.pricing.Rate;
import io.github.tracequeue.pricing.RateTerms;
import io.github.tracequeue.pricing.Usage;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The result of a lookup.
 *
 * @param usage the requested usage
 * @param hasTokens whether a cost was requested, not only the rate
 * @param explanation the price book's result
 */
record LookupAnswer(Usage usage, boolean hasTokens, Explanation explanation) {
  private static final Bucket AUDIO = Bucket.INPUT_AUDIO;

  /** The result as text. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    String seller = usage.provider() == null ? "" : " at " + usage.provider();
    lines.add(usage.model() + seller + ", " + usage.at());
    Rate rate = explanation.rate();
    if (rate != null) {
      lines.add("  rate     " + rate.label() + " (" + rate.subject().provider() + ")");
      lines.add("  found as " + explanation.matchedModel());
      lines.add("  valid    " + valid(rate.terms()));
      LocalDate checked = rate.evidence().checked();
      lines.add("  checked  " + (checked == null ? "unknown" : checked));
      lines.add("  source   " + rate.evidence().source());
      lines.add("");
      lines.addAll((hasTokens ? charges() : prices(rate)).lines());
      lines.add("");
    }
    lines.add(
        explanation
            .cost()
            .match(
                priced -> hasTokens ? total(priced) : factors(rate),
                unpriced -> "  unpriced: " + unpriced.reason()));
    return lines;
  }

  private static String valid(RateTerms terms) {
    return (terms.from() == null ? "always" : "from " + RateRows.time(terms.from()))
        + (terms.until() == null ? "" : " until " + RateRows.time(terms.until()))
        + (terms.promptOver() == 0 ? "" : ", prompts over " + terms.promptOver() + " tokens")
        + (terms.tier().isEmpty() ? "" : ", tier " + terms.tier())
        + (terms.hours() == null ? "" : ", " + terms.hours() + " UTC");
  }

  /** The result as JSON. */
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
                    .put("arithmetic", hasTokens ? explanation.arithmetic() : null)
                    .put("price_source", priced.byMaker() ? "maker" : "seller"),
            unpriced ->
                json.put("cost_status", "unpriced").put("unpriced_reason", unpriced.reason()));
    Rate rate = explanation.rate();
    json.set("row", rate == null ? json.nullNode() : RateRows.json(rate));
    ArrayNode buckets = json.putArray("buckets");
    for (Explanation.Line line : explanation.lines()) {
      buckets
          .addObject()
          .put("bucket", line.bucket().column())
          .put("tokens", line.tokens())
          .put("usd_per_million", line.usdPerMillion())
          .put("usd", line.usd());
    }
    ArrayNode requests = json.putArray("requests");
    for (Explanation.Requests request : explanation.requests()) {
      requests
          .addObject()
          .put("tool", request.tool())
          .put("count", request.count())
          .put("usd_per_thousand", request.usdPerThousand())
          .put("usd", request.usd());
    }
    ArrayNode factors = json.putArray("factors");
    for (Explanation.Factor factor : explanation.factors()) {
      factors.addObject().put("name", factor.name()).put("value", factor.value());
    }
    return json;
  }

  private ReportTable charges() {
    ReportTable table =
        new ReportTable(text("bucket"), number("tokens"), number("USD per million"), number("USD"));
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
    for (Explanation.Requests request : explanation.requests()) {
      table.row(
          request.tool(),
          String.format(Locale.ROOT, "%,d", request.count()),
          request.usdPerThousand().toPlainString() + " per thousand",
          request.usd().toPlainString());
    }
    return table;
  }

  private String total(Cost.Priced cost) {
    return "  "
        + cost.usd().toPlainString()
        + " USD = "
        + explanation.arithmetic()
        + (cost.byMaker() ? ", at the maker's price, because the reseller's is unknown" : "");
  }

  private static ReportTable prices(Rate rate) {
    ReportTable table = new ReportTable(text("bucket"), number("USD per million"));
    for (Bucket bucket : Bucket.values()) {
      if (rate.prices().usdPerMillion().containsKey(bucket) || bucket.compareTo(AUDIO) < 0) {
        table.row(bucket.column(), RateRows.price(rate, bucket));
      }
    }
    new TreeMap<>(rate.prices().usdPerThousandRequests())
        .forEach((tool, usd) -> table.row(tool, usd.toPlainString() + " per thousand requests"));
    return table;
  }

  private static String factors(@Nullable Rate rate) {
    if (rate == null) {
      return "";
    }
    String tiers = RateRows.factors(rate.prices().tierFactors());
    String geo = RateRows.factors(rate.prices().geoFactors());
    return "  factors by tier: "
        + (tiers.isEmpty() ? "none" : tiers)
        + "; by geography: "
        + (geo.isEmpty() ? "none" : geo);
  }
}
