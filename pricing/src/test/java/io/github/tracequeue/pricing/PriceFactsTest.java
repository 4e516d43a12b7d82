// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Compares the bundled prices with a collection of published prices, where it is present. */
final class PriceFactsTest {

  private static final Path FACTS =
      Path.of(System.getProperty("prices.facts", "../../shared/prices"), "prices.csv");

  /** A Monday in DeepSeek's peak hours: the facts' flat table holds the peak prices. */
  private static final Instant AT = Instant.parse("2026-11-23T02:00:00Z");

  private static final PriceBook BOOK = PriceBook.bundled();

  private static List<NamedCsvRecord> facts() throws IOException {
    assumeThat(FACTS).as("the price facts are not beside this checkout").exists();
    try (CsvReader<NamedCsvRecord> records = CsvReader.builder().ofNamedCsvRecord(FACTS)) {
      return records.stream().toList();
    }
  }

  private static List<String> names(NamedCsvRecord fact) {
    List<String> names = new ArrayList<>(List.of(fact.getField("aliases").split("\\|")));
    names.add(0, fact.getField("model_id"));
    names.removeIf(name -> name.isEmpty() || isCorrected(fact.getField("provider"), name));
    return names;
  }

  /** What newer lists know better; docs/pricing.md has the sources. */
  private static boolean isCorrected(String provider, String name) {
    return switch (provider) {
      // GovCloud has prices of its own; Nova costs more in Europe, Asia and Japan.
      case "aws.bedrock" ->
          name.startsWith("us-gov.")
              || (name.contains("amazon.nova") && !name.matches("(us\\.|global\\.)?amazon.*"))
              || name.contains("nova-2-pro")
              || name.contains("nova-premier")
              || name.equals("openai.gpt-5.6-sol")
              || name.startsWith("amazon_nova/");
      // The promotion went on, and Mistral's pointers moved.
      case "openai" ->
          name.startsWith("gpt-5.6-sol") || name.endsWith("gpt-5.6-sol") || name.equals("gpt-5.6");
      case "mistral_ai" ->
          name.contains("large-latest")
              || name.equals("mistral-large")
              || name.contains("mistral-medium");
      // Retired before the lists were made.
      case "gcp.gemini" -> name.equals("gemini-2.0-flash-001");
      default -> false;
    };
  }

  @Test
  void price_eachNameAndBucketOfTheFacts_isTheirPrice() throws IOException {
    int compared = 0;
    List<String> wrong = new ArrayList<>();
    for (NamedCsvRecord fact : facts()) {
      for (String name : names(fact)) {
        for (Bucket bucket : List.of(Bucket.INPUT, Bucket.OUTPUT, Bucket.CACHE_READ)) {
          String price = fact.getField(bucket.column());
          if (!price.isEmpty()) {
            Usage usage = Calls.only(bucket, fact.getField("provider"), name, AT, 10_000);
            String usd = Calls.usd(BOOK, usage);
            String expected =
                new BigDecimal(price).movePointLeft(2).stripTrailingZeros().toPlainString();
            if (!usd.equals(expected)) {
              wrong.add(
                  fact.getField("provider")
                      + " "
                      + name
                      + " "
                      + bucket
                      + ": "
                      + usd
                      + " instead of "
                      + expected);
            }
            compared++;
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(compared).isGreaterThan(1_000);
  }
}
