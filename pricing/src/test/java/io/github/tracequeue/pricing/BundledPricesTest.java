// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What holds for all prices known so far: a slip of the pen in the file breaks one of them. */
final class BundledPricesTest {

  private static final List<PriceRow> ROWS = PriceBook.bundled().rows();

  private static BigDecimal times(BigDecimal price, String factor) {
    return price.multiply(new BigDecimal(factor));
  }

  @Test
  void rows_bundled_areAllOfTheFile() {
    assertThat(ROWS).hasSize(203);
  }

  @Test
  void prices_rows_areNeverZero() {
    assertThat(ROWS)
        .allSatisfy(
            row -> assertThat(row.usdPerMillion().values()).allMatch(price -> price.signum() > 0));
  }

  @Test
  void prices_rowsWithoutAny_areTheTwoUnknownSurcharges() {
    assertThat(ROWS)
        .filteredOn(row -> !row.usdPerMillion().containsKey(Bucket.INPUT))
        .allSatisfy(row -> assertThat(row.usdPerMillion()).isEmpty())
        .extracting(PriceRow::label)
        .containsExactly(
            "anthropic/claude-opus-4-6/over-200k~unverified",
            "anthropic/claude-sonnet-4-6/over-200k~unverified");
  }

  @Test
  void prices_rows_standInTheUsualRatiosToTheInput() {
    assertThat(ROWS)
        .filteredOn(row -> row.usdPerMillion().containsKey(Bucket.INPUT))
        .allSatisfy(row -> assertUsualRatios(row.usdPerMillion()));
  }

  private static void assertUsualRatios(Map<Bucket, BigDecimal> prices) {
    BigDecimal input = prices.getOrDefault(Bucket.INPUT, BigDecimal.ZERO);
    assertThat(prices.get(Bucket.OUTPUT)).isBetween(input, times(input, "10"));
    if (prices.containsKey(Bucket.CACHE_READ)) {
      assertThat(prices.get(Bucket.CACHE_READ)).isLessThanOrEqualTo(times(input, "0.5"));
    }
    if (prices.containsKey(Bucket.CACHE_WRITE_5M)) {
      assertThat(prices.get(Bucket.CACHE_WRITE_5M))
          .isBetween(times(input, "1.2"), times(input, "1.25"));
    }
    if (prices.containsKey(Bucket.CACHE_WRITE_1H)) {
      assertThat(prices.get(Bucket.CACHE_WRITE_1H))
          .isBetween(times(input, "2"), times(input, "2.5"));
    }
  }

  @Test
  void factors_rows_areHalfForBatchAndAtMostThreeForTiers() {
    assertThat(ROWS)
        .allSatisfy(
            row -> {
              assertThat(row.batchFactor()).isIn(null, new BigDecimal("0.5"));
              assertThat(row.tierFactors().values())
                  .allMatch(factor -> factor.compareTo(new BigDecimal("3")) <= 0);
            });
  }

  @Test
  void id_rows_startWithTheirProviderAndHoldTheirModel() {
    assertThat(ROWS)
        .allSatisfy(
            row -> assertThat(row.id()).startsWith(row.provider() + "/").contains(row.model()));
  }

  @Test
  void announcedRows_bundled_areTheKnownOnes() {
    assertThat(ROWS)
        .filteredOn(row -> row.status() == PriceStatus.ANNOUNCED)
        .extracting(PriceRow::label)
        .containsExactly(
            "gcp.gemini/gemini-4-argon/from-2026-12-01~announced",
            "gcp.gemini/gemini-4-carbon/from-2026-12-01~announced",
            "gcp.gemini/gemini-3.8-flash/from-2027-01-01~announced",
            "gcp.gemini/gemini-3.7-flash/from-2027-01-01~announced",
            "gcp.gemini/gemini-3.6-flash/from-2027-01-01~announced");
  }
}
