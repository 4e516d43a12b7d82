// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
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

  private static final String NAME_RULE = "1 to 256 visible ASCII characters without a blank";
  private static final Pattern ID = Pattern.compile("[a-z0-9][A-Za-z0-9._:/@+-]{0,127}");
  private static final Pattern PROVIDER = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
  private static final Pattern NAME = Pattern.compile("[!-~]{1,256}");
  private static final Pattern SCOPE = Pattern.compile("[a-z][a-z-]{0,15}");
  private static final Pattern TIER = Pattern.compile("[a-z0-9._-]{1,64}");
  private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,8}");
  private static final Pattern PRICE = Pattern.compile("[0-9]{1,5}(\\.[0-9]{1,9})?");
  private static final Pattern FACTOR = Pattern.compile("[0-9]{1,2}(\\.[0-9]{1,4})?");

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
    String provider = text("provider", PROVIDER, "1 to 64 of a-z 0-9 . _ - and no sign first");
    PriceRow row =
        new PriceRow(
            text("id", ID, "1 to 128 of A-Z a-z 0-9 . _ : / @ + - and a-z or 0-9 first"),
            provider,
            text("model", NAME, NAME_RULE),
            scope(provider),
            promptOver(),
            hours(),
            instant("from"),
            instant("until"),
            status(),
            prices(),
            cell("batch").isEmpty() ? null : factor("batch", cell("batch")),
            tiers(),
            names("aliases", NAME, NAME_RULE),
            date(),
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

  private String text(String column, Pattern pattern, String rule) {
    String text = cell(column);
    if (!pattern.matcher(text).matches()) {
      fail(column, "'" + text + "' is not " + rule);
    }
    return text;
  }

  private List<String> names(String column, Pattern pattern, String rule) {
    String text = cell(column);
    List<String> names = text.isEmpty() ? List.of() : List.of(text.split(" +"));
    for (String name : names) {
      if (!pattern.matcher(name).matches()) {
        fail(column, "'" + name + "' is not " + rule);
      }
    }
    return names;
  }

  private List<String> scope(String provider) {
    List<String> scope =
        names("scope", SCOPE, "1 to 16 of a-z and -, such as bare, global, us-gov");
    if (!scope.isEmpty() && !provider.equals("aws.bedrock")) {
      fail("scope", "is for provider aws.bedrock only, not for '" + provider + "'");
    }
    return scope.isEmpty() ? List.of(PricedModel.BARE) : scope;
  }

  private long promptOver() {
    String text = cell("prompt_over");
    if (text.isEmpty()) {
      return 0;
    }
    if (!COUNT.matcher(text).matches()) {
      fail("prompt_over", "'" + text + "' is not a whole number from 1 to 999999999");
      return 0;
    }
    return Long.parseLong(text);
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
    try {
      if (text.isEmpty()) {
        return null;
      }
      return text.length() == 10
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Instant.parse(text);
    } catch (DateTimeException e) {
      fail(
          column,
          "'" + text + "' is neither a day like 2026-12-01 nor a time like 2026-08-16T16:00:00Z");
      return null;
    }
  }

  private @Nullable LocalDate date() {
    String text = cell("checked");
    try {
      return text.isEmpty() ? null : LocalDate.parse(text);
    } catch (DateTimeException e) {
      fail("checked", "'" + text + "' is not a day like 2026-12-01");
      return null;
    }
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
      if (PRICE.matcher(text).matches()) {
        prices.put(bucket, new BigDecimal(text));
      } else if (!text.isEmpty()) {
        fail(
            bucket.column(),
            "'" + text + "' is not a number from 0 to 99999 with at most 9 decimals");
      }
    }
    return prices;
  }

  private Map<String, BigDecimal> tiers() {
    Map<String, BigDecimal> tiers = new LinkedHashMap<>();
    for (String tier : names("tiers", NAME, NAME_RULE)) {
      int equals = tier.indexOf('=');
      String name = tier.substring(0, Math.max(equals, 0));
      if (!TIER.matcher(name).matches()) {
        fail(
            "tiers", "'" + tier + "' is not name=factor with 1 to 64 of a-z 0-9 . _ - as the name");
      } else if (ServiceMode.isBatch(name) || ServiceMode.isStandard(name)) {
        fail("tiers", "'" + name + "' is not a tier of its own");
      } else if (tiers.put(name, factor("tiers", tier.substring(equals + 1))) != null) {
        fail("tiers", "'" + name + "' stands twice");
      }
    }
    return tiers;
  }

  private BigDecimal factor(String column, String text) {
    if (FACTOR.matcher(text).matches()) {
      BigDecimal factor = new BigDecimal(text);
      if (factor.signum() > 0) {
        return factor;
      }
    }
    fail(column, "'" + text + "' is not a number above 0, up to 99, with at most 4 decimals");
    return BigDecimal.ONE;
  }
}
