// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.tracequeue.pricing.lists.PriceListFormat;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compares the bundled prices and the import with the public lists, where those are present: next
 * to the checkout, or below the folder that the system property {@code prices.facts} names.
 */
final class UpstreamListsTest {

  private static final Path UPSTREAM =
      Path.of(System.getProperty("prices.facts", "../../shared/prices"), "upstream");

  /** The sellers that most calls go to. */
  private static final Set<String> SELLERS =
      Set.of(
          "anthropic",
          "openai",
          "azure.ai.openai",
          "azure.ai.inference",
          "aws.bedrock",
          "gcp.vertex_ai",
          "gcp.gemini",
          "mistral_ai",
          "deepseek",
          "x_ai",
          "groq",
          "cohere",
          "together_ai",
          "fireworks_ai",
          "openrouter");

  /** A Monday in DeepSeek's peak hours, whose price LiteLLM lists. */
  private static final Instant AT = Instant.parse("2026-11-30T02:00:00Z");

  private static PriceList read(String file) throws IOException {
    Path path = UPSTREAM.resolve(file);
    assumeThat(path).as("the public price lists are not beside this checkout").exists();
    return PriceListFormat.readAny(path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"litellm-1.110.2.json", "genai-prices-0.2.3.json"})
  void bundled_list_isCoveredAndAgreedWithOrExplained(String file) throws IOException {
    PriceCoverage coverage = PriceCoverage.of(PriceBook.bundled(), read(file), AT);

    int models = 0;
    int priced = 0;
    int agreeingOrExplained = 0;
    for (String seller : SELLERS) {
      PriceCoverage.Share share = coverage.byProvider().get(seller);
      if (share != null) {
        models += share.models();
        priced += share.priced();
        agreeingOrExplained += share.agreeing() + share.explained();
      }
    }
    assertThat(models).isGreaterThan(1_000);
    assertThat(100 * priced).isGreaterThanOrEqualTo(95 * models);
    assertThat(100 * agreeingOrExplained).isGreaterThanOrEqualTo(99 * priced);
  }

  @Test
  void import_oneListAfterAnother_keepsTheEarlierPriceForEarlierCalls() throws IOException {
    PriceList august = read("genai-prices-v2-2026-08-21.json");
    PriceList november = read("genai-prices-0.2.3.json");

    PriceSheet first =
        PriceImport.run(PriceSheet.empty(), null, august, LocalDate.parse("2026-08-21")).sheet();
    PriceImport.Result second =
        PriceImport.run(first, null, november, LocalDate.parse("2026-11-10"));
    PriceBook book = PriceBook.of(new StringReader(second.sheet().text()));

    List<ImportReport.Entry> changed = second.report().of(ImportReport.Kind.CHANGED);
    assertThat(changed).hasSizeGreaterThan(50);
    // A change without a date of the list's: September has the old price, December the new one.
    assertThat(usd(book, "groq", "openai/gpt-oss-120b", "2026-09-15T12:00:00Z")).isEqualTo("0.015");
    assertThat(usd(book, "groq", "openai/gpt-oss-120b", "2026-12-15T12:00:00Z"))
        .isEqualTo("0.0075");
    // A change with a date of the list's.
    assertThat(usd(book, "openai", "gpt-5.6-luna", "2026-07-29T12:00:00Z")).isEqualTo("0.1");
    assertThat(usd(book, "openai", "gpt-5.6-luna", "2026-09-15T12:00:00Z")).isEqualTo("0.02");
    // A rise that was announced and called off.
    assertThat(usd(book, "anthropic", "claude-sonnet-5", "2026-09-15T12:00:00Z")).isEqualTo("0.2");
  }

  private static String usd(PriceBook book, String provider, String model, String at) {
    return Calls.usd(book, Calls.at(Instant.parse(at), provider, model, 100_000, 0));
  }
}
