// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns one record of a price file into a row, and notes every cell that is wrong. */
final class RowReader {

  static final List<String> REQUIRED = List.of("id", "provider", "model", "source");
  static final List<String> OPTIONAL =
      List.of(
          "scope",
          "prompt_over",
          "hours",
          "from",
          "until",
          "status",
          "input",
          "output",
          "cache_read",
          "cache_write_5m",
          "cache_write_1h",
          "batch",
          "tiers",
          "aliases",
          "checked");

  private final Map<String, Integer> columns;
  private final CsvRecord record;
  private final List<PriceFileProblem> problems;

  RowReader(Map<String, Integer> columns, CsvRecord record, List<PriceFileProblem> problems) {
    this.columns = columns;
    this.record = record;
    this.problems = problems;
  }

  /** The row; of use only if no problem was noted. */
  PriceRow read() {
    String provider = text("provider", CellRule.SLUG);
    PriceRow row =
        new PriceRow(
            text("id", CellRule.ID),
            provider,
            text("model", CellRule.NAME),
            scope(provider),
            promptOver(),
            hours(),
            instant("from"),
            instant("until"),
            status(),
            prices(),
            cell("batch").isEmpty() ? null : factor("batch", cell("batch")),
            tiers(),
            words("aliases", CellRule.NAME),
            checked(),
            cell("source"));
    if (row.source().isEmpty()) {
      fail("source", "is empty: say where the price comes from");
    }
    if (row.from() != null && row.until() != null && !row.from().isBefore(row.until())) {
      fail("until", "'" + cell("until") + "' is not after from '" + cell("from") + "'");
    }
    return row;
  }

  private String cell(String column) {
    Integer index = columns.get(column);
    return index == null || index >= record.cells().size() ? "" : record.cells().get(index);
  }

  private void fail(String column, String message) {
    problems.add(new PriceFileProblem(record.line(), cell("id"), column, message));
  }

  private String text(String column, CellRule rule) {
    String text = cell(column);
    check(column, text, rule);
    return text;
  }

  private void check(String column, String text, CellRule rule) {
    if (!rule.accepts(text)) {
      fail(column, "'" + text + "' is not " + rule.description());
    }
  }

  private List<String> words(String column, CellRule rule) {
    List<String> words = new ArrayList<>();
    for (String word : cell(column).split(" ", -1)) {
      if (!word.isEmpty()) {
        check(column, word, rule);
        words.add(word);
      }
    }
    return words;
  }

  private List<String> scope(String provider) {
    List<String> scope = words("scope", CellRule.SCOPE);
    if (!scope.isEmpty() && !provider.equals("aws.bedrock")) {
      fail("scope", "is for provider aws.bedrock only, not for '" + provider + "'");
    }
    return scope.isEmpty() ? List.of(PricedModel.BARE) : scope;
  }

  private long promptOver() {
    String text = cell("prompt_over");
    BigDecimal tokens = Digits.decimal(text, 9, 0);
    if (tokens != null && tokens.signum() > 0) {
      return tokens.longValue();
    }
    if (!text.isEmpty()) {
      fail("prompt_over", "'" + text + "' is not a whole number from 1 to 999999999");
    }
    return 0;
  }

  private @Nullable WeeklyHours hours() {
    String text = cell("hours");
    try {
      return text.isEmpty() ? null : WeeklyHours.parse(text);
    } catch (IllegalArgumentException e) {
      fail("hours", "'" + text + "': " + e.getMessage());
      return null;
    }
  }

  private @Nullable Instant instant(String column) {
    String text = cell(column);
    Instant instant = Digits.instant(text);
    if (instant == null && !text.isEmpty()) {
      fail(
          column,
          "'" + text + "' is neither a day like 2026-12-01 nor a time like 2026-08-16T16:00:00Z");
    }
    return instant;
  }

  private @Nullable LocalDate checked() {
    String text = cell("checked");
    LocalDate day = Digits.day(text);
    if (day == null && !text.isEmpty()) {
      fail("checked", "'" + text + "' is not a day like 2026-12-01");
    }
    return day;
  }

  private PriceStatus status() {
    String text = cell("status");
    for (PriceStatus status : PriceStatus.values()) {
      if (status.code().equals(text)) {
        return status;
      }
    }
    if (!text.isEmpty()) {
      fail("status", "'" + text + "' is not confirmed, announced, unverified or rejected");
    }
    return PriceStatus.CONFIRMED;
  }

  private Map<Bucket, BigDecimal> prices() {
    Map<Bucket, BigDecimal> prices = new EnumMap<>(Bucket.class);
    for (Bucket bucket : Bucket.values()) {
      String text = cell(bucket.column());
      BigDecimal price = Digits.decimal(text, 5, 9);
      if (price != null) {
        prices.put(bucket, price);
      } else if (!text.isEmpty()) {
        fail(
            bucket.column(), "'" + text + "' is not a number below 100000 with at most 9 decimals");
      }
    }
    return prices;
  }

  private Map<String, BigDecimal> tiers() {
    Map<String, BigDecimal> tiers = new HashMap<>();
    for (String tier : words("tiers", CellRule.NAME)) {
      int equals = tier.indexOf('=');
      String name = tier.substring(0, Math.max(equals, 0));
      if (!CellRule.SLUG.accepts(name)) {
        fail("tiers", "'" + tier + "' is not name=factor, the name " + CellRule.SLUG.description());
      } else if (ServiceMode.isBatch(name) || ServiceMode.isStandard(name)) {
        fail("tiers", "'" + name + "' is not a tier of its own");
      } else if (tiers.put(name, factor("tiers", tier.substring(equals + 1))) != null) {
        fail("tiers", "'" + name + "' stands twice");
      }
    }
    return tiers;
  }

  private BigDecimal factor(String column, String text) {
    BigDecimal factor = Digits.decimal(text, 2, 4);
    if (factor != null && factor.signum() > 0) {
      return factor;
    }
    fail(column, "'" + text + "' is not a number above 0, below 100, with at most 4 decimals");
    return BigDecimal.ONE;
  }
}
