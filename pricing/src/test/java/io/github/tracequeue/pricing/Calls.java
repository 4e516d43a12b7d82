// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls and small price books for tests. */
final class Calls {

  static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private Calls() {}

  static Usage of(@Nullable String provider, String model, long input, long output) {
    return at(NOON, provider, model, input, output);
  }

  static Usage at(Instant at, @Nullable String provider, String model, long input, long output) {
    return new Usage(provider, model, at, input, output, 0, 0, 0, true, false, null);
  }

  /** Tokens in one bucket and none in the others. */
  static Usage only(
      Bucket bucket, @Nullable String provider, String model, Instant at, long tokens) {
    return new Usage(
        provider,
        model,
        at,
        bucket == Bucket.INPUT ? tokens : 0,
        bucket == Bucket.OUTPUT ? tokens : 0,
        bucket == Bucket.CACHE_READ ? tokens : 0,
        bucket == Bucket.CACHE_WRITE_5M ? tokens : 0,
        bucket == Bucket.CACHE_WRITE_1H ? tokens : 0,
        false,
        false,
        null);
  }

  static PriceBook book(String... lines) {
    return PriceBook.of(file(lines));
  }

  static StringReader file(String... lines) {
    return new StringReader(String.join("\n", lines));
  }

  static String usd(PriceBook book, Usage usage) {
    return book.price(usage).match(priced -> priced.usd().toPlainString(), Cost.Unpriced::reason);
  }

  /** What is wrong in the file of these lines, as shown to people. */
  static List<String> problems(String... lines) {
    InvalidPriceFileException invalid =
        catchThrowableOfType(InvalidPriceFileException.class, () -> book(lines));
    return invalid == null
        ? List.of()
        : invalid.problems().stream().map(PriceFileProblem::toString).toList();
  }
}
