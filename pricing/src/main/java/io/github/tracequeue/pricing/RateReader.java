// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses one row of a price file and collects the errors of all values. */
final class RateReader {

  private static final Text ID =
      new Text("[!-}]{1,128}", "1 to 128 visible ASCII characters without spaces or ~");
  private static final Text NAME =
      new Text("[!-~]{1,256}", "1 to 256 visible ASCII characters without spaces");
  private static final Text SLUG = new Text("[a-z0-9._-]{1,64}", "1 to 64 of a-z 0-9 . _ -");
  private static final Text SCOPE =
      new Text("[a-z-]{1,16}", "1 to 16 of a-z and -, such as bare, global, us-gov");
  private static final Text TOOL =
      new Text("[a-z][a-z0-9_]{0,31}", "1 to 32 of a-z 0-9 _, beginning with a letter");
  private static final Text GEO =
      new Text("\\*|[a-z0-9._-]{1,64}", "* or 1 to 64 of a-z 0-9 . _ -");

  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,30})?");
  private static final BigDecimal MAX_PRICE = new BigDecimal(100_000);
  private static final BigDecimal MAX_FACTOR = new BigDecimal(100);

  private final int line;
  private final List<String> cells;
  private final Map<String, Integer> columns;
  private final List<PriceFileProblem> problems;

  RateReader(
      int line, List<String> cells, Map<String, Integer> columns, List<PriceFileProblem> problems) {
    this.line = line;
    this.cells = cells;
    this.columns = columns;
    this.problems = problems;
  }

  /** The pattern of a text, and its description. */
  private record Text(Pattern pattern, String description) {
    Text(String pattern, String description) {
      this(Pattern.compile(pattern), description);
    }
  }

  /** The row's id, even if it is invalid. */
  String id() {
    return cell(Column.ID);
  }

  /** The names under which the row's model is found. */
  Set<String> names() {
    List<String> ids = new ArrayList<>(words(Column.ALIASES));
    ids.add(cell(Column.MODEL));
    List<String> scope = words(Column.SCOPE);
    return PricedModel.names(ids, scope.isEmpty() ? List.of(RateSubject.BARE) : scope);
  }

  /** The rate; valid only if there are no errors. */
  Rate read() {
    return new Rate(text(Column.ID, ID), subject(), terms(), prices(), evidence());
  }

  private RateSubject subject() {
    String provider = text(Column.PROVIDER, SLUG);
    String seller = Sellers.canonical(provider);
    List<String> scope = words(Column.SCOPE, SCOPE);
    if (!scope.isEmpty() && !Sellers.BEDROCK.equals(seller)) {
      fail(Column.SCOPE, "is for provider aws.bedrock only, not for '" + provider + "'");
    }
    return new RateSubject(
        seller == null ? provider : seller,
        text(Column.MODEL, NAME),
        scope.isEmpty() ? List.of(RateSubject.BARE) : scope,
        words(Column.ALIASES, NAME));
  }

  private RateTerms terms() {
    String tier = cell(Column.TIER);
    if (!tier.isEmpty()) {
      checkTier(Column.TIER, tier);
    }
    RateTerms terms =
        new RateTerms(tier, promptOver(), hours(), instant(Column.FROM), instant(Column.UNTIL));
    if (terms.from() != null && terms.until() != null && !terms.from().isBefore(terms.until())) {
      fail(
          Column.UNTIL,
          "'" + cell(Column.UNTIL) + "' is not after from '" + cell(Column.FROM) + "'");
    }
    return terms;
  }

  private RatePrices prices() {
    Map<Bucket, BigDecimal> tokens = new EnumMap<>(Bucket.class);
    for (Bucket bucket : Bucket.values()) {
      Column column = Column.valueOf(bucket.name());
      if (!cell(column).isEmpty()) {
        tokens.put(bucket, price(column, cell(column)));
      }
    }
    Map<String, BigDecimal> factors = new LinkedHashMap<>();
    pairs(Column.TIERS)
        .forEach(
            (tier, factor) -> {
              checkTier(Column.TIERS, tier);
              factors.put(tier, factor(Column.TIERS, factor));
            });
    if (!cell(Column.BATCH).isEmpty()) {
      factors.put(ServiceTier.BATCH, factor(Column.BATCH, cell(Column.BATCH)));
    }
    Map<String, BigDecimal> requests = new LinkedHashMap<>();
    pairs(Column.REQUESTS)
        .forEach(
            (tool, price) -> {
              check(Column.REQUESTS, tool, TOOL);
              requests.put(tool, price(Column.REQUESTS, price));
            });
    Map<String, BigDecimal> geos = new LinkedHashMap<>();
    pairs(Column.GEO)
        .forEach(
            (geo, factor) -> {
              check(Column.GEO, geo, GEO);
              geos.put(geo, factor(Column.GEO, factor));
            });
    return new RatePrices(tokens, requests, factors, geos);
  }

  private RateEvidence evidence() {
    if (cell(Column.SOURCE).isEmpty()) {
      fail(Column.SOURCE, "is empty; state where the price was published");
    }
    return new RateEvidence(status(), day(Column.CHECKED), cell(Column.SOURCE));
  }

  private void checkTier(Column column, String tier) {
    check(column, tier, SLUG);
    boolean known = column == Column.TIERS && tier.equals(ServiceTier.BATCH);
    if (known || ServiceTier.of(new Usage.Service(false, tier, null)).isEmpty()) {
      fail(column, "'" + tier + "' cannot be a row's tier");
    }
  }

  private long promptOver() {
    String text = cell(Column.PROMPT_OVER);
    if (text.isEmpty()) {
      return 0;
    }
    if (text.matches("[0-9]{1,9}") && Long.parseLong(text) > 0) {
      return Long.parseLong(text);
    }
    fail(Column.PROMPT_OVER, "'" + text + "' is not a whole number from 1 to 999999999");
    return 0;
  }

  private @Nullable WeeklyHours hours() {
    String text = cell(Column.HOURS);
    try {
      return text.isEmpty() ? null : WeeklyHours.parse(text);
    } catch (IllegalArgumentException e) {
      fail(Column.HOURS, "'" + text + "': " + e.getMessage());
      return null;
    }
  }

  private @Nullable Instant instant(Column column) {
    String text = cell(column);
    if (text.isEmpty()) {
      return null;
    }
    try {
      return text.contains("T")
          ? Instant.parse(text)
          : LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      fail(
          column,
          "'" + text + "' is neither a date like 2026-12-01 nor a time like 2026-08-16T16:00:00Z");
      return null;
    }
  }

  private @Nullable LocalDate day(Column column) {
    String text = cell(column);
    try {
      return text.isEmpty() ? null : LocalDate.parse(text);
    } catch (DateTimeException e) {
      fail(column, "'" + text + "' is not a date like 2026-12-01");
      return null;
    }
  }

  private PriceStatus status() {
    String text = cell(Column.STATUS);
    for (PriceStatus status : PriceStatus.values()) {
      if (status.code().equals(text)) {
        return status;
      }
    }
    if (!text.isEmpty()) {
      fail(Column.STATUS, "'" + text + "' is not confirmed, announced, unverified or rejected");
    }
    return PriceStatus.CONFIRMED;
  }

  private BigDecimal price(Column column, String text) {
    BigDecimal price = DECIMAL.matcher(text).matches() ? new BigDecimal(text) : MAX_PRICE;
    if (price.compareTo(MAX_PRICE) >= 0) {
      fail(column, "'" + text + "' is not a number below 100000 with at most 30 decimals");
    }
    return price;
  }

  private BigDecimal factor(Column column, String text) {
    BigDecimal factor = DECIMAL.matcher(text).matches() ? new BigDecimal(text) : BigDecimal.ZERO;
    if (factor.signum() == 0 || factor.compareTo(MAX_FACTOR) >= 0) {
      fail(column, "'" + text + "' is not a number above 0 and below 100");
    }
    return factor;
  }

  private String text(Column column, Text rule) {
    String text = cell(column);
    check(column, text, rule);
    return text;
  }

  private void check(Column column, String text, Text rule) {
    if (!rule.pattern.matcher(text).matches()) {
      fail(column, "'" + text + "' is not " + rule.description);
    }
  }

  private List<String> words(Column column, Text rule) {
    List<String> words = words(column);
    words.forEach(word -> check(column, word, rule));
    return words;
  }

  private List<String> words(Column column) {
    return Arrays.stream(cell(column).split(" ", -1)).filter(word -> !word.isEmpty()).toList();
  }

  /** The entries of a value such as {@code flex=0.5 priority=2}. */
  private Map<String, String> pairs(Column column) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String word : words(column)) {
      int equals = word.indexOf('=');
      if (equals < 1) {
        fail(column, "'" + word + "' is not name=number");
      } else if (pairs.put(word.substring(0, equals), word.substring(equals + 1)) != null) {
        fail(column, "'" + word.substring(0, equals) + "' is a duplicate");
      }
    }
    return pairs;
  }

  /** A value without surrounding spaces; empty if the row has no such column. */
  String cell(Column column) {
    Integer index = columns.get(column.title());
    return index == null || index >= cells.size() ? "" : cells.get(index).strip();
  }

  private void fail(Column column, String message) {
    problems.add(new PriceFileProblem(line, id(), column.title(), message));
  }
}
