// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.prices;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tracequeue.cli.output.Json;
import io.github.tracequeue.cli.output.ReportTable;
import io.github.tracequeue.pricing.Bucket;
import io.github.tracequeue.pricing.PriceRow;
import io.github.tracequeue.pricing.WeeklyHours;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Price rows as people and scripts read them. */
final class RateRows {
  private RateRows() {}

  /** One line for each row: its label, US dollars per million tokens, factors and dates. */
  static ReportTable table(List<PriceRow> rows) {
    ReportTable table =
        new ReportTable()
            .row(
                "row",
                "input",
                "output",
                "cache read",
                "write 5m",
                "write 1h",
                "batch",
                "tiers",
                "from",
                "until",
                "checked");
    for (PriceRow row : rows) {
      List<String> cells = new ArrayList<>(List.of(row.label()));
      for (Bucket bucket : Bucket.values()) {
        cells.add(price(row, bucket));
      }
      BigDecimal batch = row.batchFactor();
      cells.add(batch == null ? "-" : "x" + batch.toPlainString());
      cells.add(row.tierFactors().isEmpty() ? "-" : tiers(row));
      cells.add(time(row.from()));
      cells.add(time(row.until()));
      cells.add(row.checked() == null ? "-" : row.checked().toString());
      table.row(cells.toArray(String[]::new));
    }
    return table;
  }

  /** A price of the row as the file states it; a dash where it is not known. */
  static String price(PriceRow row, Bucket bucket) {
    BigDecimal price = row.usdPerMillion().get(bucket);
    return price == null ? "-" : price.toPlainString();
  }

  /** The service tiers with their factors, as in a price file. */
  static String tiers(PriceRow row) {
    List<String> tiers = new ArrayList<>();
    new TreeMap<>(row.tierFactors())
        .forEach((tier, factor) -> tiers.add(tier + "=" + factor.toPlainString()));
    return String.join(" ", tiers);
  }

  /** The row under the names of a price file; what is unknown or open is null. */
  static ObjectNode json(PriceRow row) {
    ObjectNode json = Json.object().put("id", row.id()).put("label", row.label());
    json.put("provider", row.provider()).put("model", row.model());
    row.scope().forEach(json.putArray("scope")::add);
    json.put("prompt_over", row.promptOver())
        .put("hours", row.hours() == null ? null : hours(row.hours()))
        .put("from", text(row.from()))
        .put("until", text(row.until()))
        .put("status", row.status().code());
    for (Bucket bucket : Bucket.values()) {
      json.put(bucket.column(), row.usdPerMillion().get(bucket));
    }
    json.put("batch", row.batchFactor());
    ObjectNode tiers = json.putObject("tiers");
    new TreeMap<>(row.tierFactors()).forEach(tiers::put);
    row.aliases().forEach(json.putArray("aliases")::add);
    return json.put("checked", text(row.checked())).put("source", row.source());
  }

  /** A day where the time is a midnight in UTC, as most are; a dash for none. */
  static String time(@Nullable Instant time) {
    return time == null ? "-" : time.toString().replace("T00:00:00Z", "");
  }

  /** Hours of the week as a price file has them: {@code mon-fri 01:00-04:00 06:00-10:00}. */
  static String hours(WeeklyHours hours) {
    StringBuilder text = new StringBuilder();
    text.append(day(hours.firstDay())).append('-').append(day(hours.lastDay()));
    for (WeeklyHours.Span span : hours.spans()) {
      text.append(' ').append(minute(span.from())).append('-').append(minute(span.until()));
    }
    return text.toString();
  }

  private static String day(DayOfWeek day) {
    return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
  }

  private static String minute(int minuteOfDay) {
    return String.format(Locale.ROOT, "%02d:%02d", minuteOfDay / 60, minuteOfDay % 60);
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
