// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.prices;

import static io.github.tracequeue.cli.output.ReportTable.Column.number;
import static io.github.tracequeue.cli.output.ReportTable.Column.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tracequeue.cli.output.Json;
import io.github.tracequeue.cli.output.ReportTable;
import io.github.tracequeue.pricing.Bucket;
import io.github.tracequeue.pricing.Rate;
import io.github.tracequeue.pricing.RateTerms;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Formats rates as text and as JSON. */
final class RateRows {
  private static final List<Bucket> TEXT =
      List.of(
          Bucket.INPUT,
          Bucket.OUTPUT,
          Bucket.CACHE_READ,
          Bucket.CACHE_WRITE_5M,
          Bucket.CACHE_WRITE_1H);

  private RateRows() {}

  /** One line for each rate: its label, US dollars per million text tokens, factors and dates. */
  static ReportTable table(List<Rate> rates) {
    ReportTable table =
        new ReportTable(
            text("row"),
            number("input"),
            number("output"),
            number("cache read"),
            number("write 5m"),
            number("write 1h"),
            text("factors"),
            text("from"),
            text("until"),
            text("checked"));
    for (Rate rate : rates) {
      List<String> cells = new ArrayList<>(List.of(rate.label()));
      for (Bucket bucket : TEXT) {
        cells.add(price(rate, bucket));
      }
      String factors = factors(rate.prices().tierFactors());
      cells.add(factors.isEmpty() ? "-" : factors);
      cells.add(time(rate.terms().from()));
      cells.add(time(rate.terms().until()));
      cells.add(rate.evidence().checked() == null ? "-" : rate.evidence().checked().toString());
      table.row(cells.toArray(String[]::new));
    }
    return table;
  }

  /** A price of the rate; a dash if it is unknown. */
  static String price(Rate rate, Bucket bucket) {
    BigDecimal price = rate.prices().usdPerMillion().get(bucket);
    return price == null ? "-" : price.toPlainString();
  }

  /** Factors by name, as in a price file: {@code batch=0.5 flex=0.5}. */
  static String factors(Map<String, BigDecimal> factors) {
    return new TreeMap<>(factors)
        .entrySet().stream()
            .map(factor -> factor.getKey() + "=" + factor.getValue().toPlainString())
            .collect(Collectors.joining(" "));
  }

  /** The rate with the column names of a price file; unknown and open values are null. */
  static ObjectNode json(Rate rate) {
    ObjectNode json = Json.object().put("id", rate.id()).put("label", rate.label());
    json.put("provider", rate.subject().provider()).put("model", rate.subject().model());
    rate.subject().scope().forEach(json.putArray("scope")::add);
    RateTerms terms = rate.terms();
    json.put("tier", terms.tier())
        .put("prompt_over", terms.promptOver())
        .put("hours", textOf(terms.hours()))
        .put("from", textOf(terms.from()))
        .put("until", textOf(terms.until()))
        .put("status", rate.evidence().status().code());
    for (Bucket bucket : Bucket.values()) {
      json.put(bucket.column(), rate.prices().usdPerMillion().get(bucket));
    }
    putAll(json.putObject("requests"), rate.prices().usdPerThousandRequests());
    putAll(json.putObject("tiers"), rate.prices().tierFactors());
    putAll(json.putObject("geo"), rate.prices().geoFactors());
    rate.subject().aliases().forEach(json.putArray("aliases")::add);
    return json.put("checked", textOf(rate.evidence().checked()))
        .put("source", rate.evidence().source());
  }

  /** A date if the time is midnight UTC; a dash for none. */
  static String time(@Nullable Instant time) {
    return time == null ? "-" : time.toString().replace("T00:00:00Z", "");
  }

  private static void putAll(ObjectNode json, Map<String, BigDecimal> numbers) {
    new TreeMap<>(numbers).forEach(json::put);
  }

  private static @Nullable String textOf(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
