// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Holds the bundled prices to the facts that they were built from, where those are at hand. */
final class PriceFactsTest {

  private static final Path FACTS = Path.of("../../shared/prices");
  private static final Path DOCUMENT = Path.of("../docs/pricing.md");

  /** A Monday in DeepSeek's peak hours: the facts' flat table holds the peak prices. */
  private static final Instant AT = Instant.parse("2026-11-23T02:00:00Z");

  private static final PriceBook BOOK = PriceBook.bundled();

  /** One row of the facts, by column. */
  private record Fact(Map<String, String> cells) {
    String get(String column) {
      return Objects.requireNonNull(cells.get(column), column);
    }
  }

  private static List<Fact> read(String file) throws IOException {
    Path path = FACTS.resolve(file);
    assumeThat(path).as("the price facts are not beside this checkout").exists();
    List<PriceFileProblem> problems = new ArrayList<>();
    List<CsvRecord> records;
    try (Reader reader = Files.newBufferedReader(path)) {
      records = CsvRecord.readAll(reader, problems);
    }
    assertThat(problems).isEmpty();
    List<String> header = records.get(0).cells();
    List<Fact> rows = new ArrayList<>();
    for (CsvRecord record : records.subList(1, records.size())) {
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < header.size(); i++) {
        row.put(header.get(i), record.cells().get(i));
      }
      rows.add(new Fact(row));
    }
    return rows;
  }

  private static List<String> names(Fact fact) {
    List<String> names = new ArrayList<>();
    names.add(fact.get("model_id"));
    names.addAll(List.of(fact.get("aliases").split("\\|")));
    names.remove("");
    return names;
  }

  @Test
  void price_eachNameAndBucketOfTheFacts_isTheirPrice() throws IOException {
    List<Fact> facts = read("prices.csv");

    int names = 0;
    for (Fact fact : facts) {
      for (String name : names(fact)) {
        names++;
        for (Bucket bucket : Bucket.values()) {
          Usage usage = Calls.only(bucket, fact.get("provider"), name, AT, 10_000);
          String price = fact.get(bucket.column());
          // The flat table has no column for OpenAI's 12-hour write; the rule for it has a price.
          boolean longWrite = name.endsWith("gpt-6.1-terra") && bucket == Bucket.CACHE_WRITE_1H;
          String expected =
              longWrite
                  ? "0.025"
                  : price.isEmpty()
                      ? UnpricedReason.noPriceFor(bucket).code()
                      : plain(new BigDecimal(price).movePointLeft(2));
          assertThat(Calls.usd(BOOK, usage)).as(name + " " + bucket).isEqualTo(expected);
        }
      }
    }
    assertThat(facts).hasSize(139);
    assertThat(names).isEqualTo(539);
  }

  @Test
  void price_batchOfEachModelOfTheFacts_isTheirDiscount() throws IOException {
    for (Fact fact : read("prices.csv")) {
      Usage usage =
          new Usage(
              fact.get("provider"), fact.get("model_id"), AT, 10_000, 0, 0, 0, 0, true, true, null);
      String discount = fact.get("batch_discount");
      String expected =
          discount.isEmpty()
              ? "no_batch_price"
              : plain(
                  new BigDecimal(fact.get("input"))
                      .multiply(BigDecimal.ONE.subtract(new BigDecimal(discount)))
                      .movePointLeft(2));

      assertThat(Calls.usd(BOOK, usage)).as(fact.get("model_id")).isEqualTo(expected);
    }
  }

  @Test
  void names_bundled_areThoseOfTheFactsAndNoOthers() throws IOException {
    Map<String, Set<String>> known = new HashMap<>();
    for (Fact fact : read("prices.csv")) {
      known.computeIfAbsent(fact.get("provider"), p -> new HashSet<>()).addAll(names(fact));
    }

    for (PricedModel model : PricedModel.group(BOOK.rows())) {
      assertThat(known.get(model.provider())).containsAll(model.names());
    }
  }

  @Test
  void document_eachRuleOfTheFacts_isInItsTable() throws IOException {
    List<Fact> rules = read("price-rules.csv");
    String document = Files.readString(DOCUMENT);

    assertThat(rules).hasSize(40);
    assertThat(rules)
        .allSatisfy(
            rule ->
                assertThat(document)
                    .contains(
                        "| "
                            + rule.get("provider")
                            + " | "
                            + rule.get("model_or_family")
                            + " | "
                            + rule.get("rule")
                            + " | "
                            + rule.get("effect")
                            + " |"));
  }

  private static String plain(BigDecimal usd) {
    BigDecimal stripped = usd.stripTrailingZeros();
    return (stripped.scale() < 0 ? stripped.setScale(0) : stripped).toPlainString();
  }
}
