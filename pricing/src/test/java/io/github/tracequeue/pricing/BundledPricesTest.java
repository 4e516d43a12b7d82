// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for all bundled prices: a slip of the pen in a file breaks one of these. */
final class BundledPricesTest {

  private static final Path FOLDER =
      Path.of("src/main/resources/io/github/tracequeue/pricing/prices");

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().toList();
    }
  }

  private static PriceFile read(Path file) {
    try (Reader reader = Files.newBufferedReader(file)) {
      return PriceFile.read(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Rate> written() throws IOException {
    return files().stream()
        .flatMap(file -> read(file).rates().stream())
        .filter(rate -> !rate.evidence().isImported())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("files")
  void file_ofASeller_isValidAndHoldsOnlyThatSeller(Path file) {
    String seller = file.getFileName().toString().replace(".csv", "");

    assertThat(read(file).rates())
        .isNotEmpty()
        .allSatisfy(
            rate -> {
              assertThat(rate.subject().provider()).isEqualTo(seller);
              assertThat(rate.id()).startsWith(seller + "/");
            });
  }

  @ParameterizedTest
  @MethodSource("files")
  void file_writtenAgain_isTheSame(Path file) throws IOException {
    String text = Files.readString(file);

    try (Reader reader = Files.newBufferedReader(file)) {
      assertThat(PriceSheet.read(reader).text()).isEqualTo(text);
    }
  }

  @Test
  void rates_imported_sayWhenAndFromWhere() throws IOException {
    assertThat(files().stream().flatMap(file -> read(file).rates().stream()))
        .filteredOn(rate -> rate.evidence().isImported())
        .hasSizeGreaterThan(7_000)
        .allSatisfy(rate -> assertThat(rate.evidence().checked()).isNotNull());
  }

  @Test
  void rates_writtenByHand_haveTheUsualRatiosToTheInput() throws IOException {
    assertThat(written())
        .hasSizeGreaterThan(80)
        .filteredOn(rate -> rate.prices().usdPerMillion().containsKey(Bucket.INPUT))
        .allSatisfy(rate -> assertUsualRatios(rate.prices().usdPerMillion()));
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

  private static BigDecimal times(BigDecimal price, String factor) {
    return price.multiply(new BigDecimal(factor));
  }

  @Test
  void book_models_pricesThoseOfTheFiles() throws IOException {
    PriceBook book = PriceBook.bundled();
    int names = 0;
    for (Path file : files()) {
      for (PricedModel model : read(file).models()) {
        SellerPrices prices = book.shelf().of(model.provider());
        for (String name : model.names()) {
          assertThat(prices.get(name)).as(name).isEqualTo(model);
          names++;
        }
      }
    }
    assertThat(names).isGreaterThan(6_000);
  }
}
