// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Calls and small price books for tests. */
final class Calls {

  static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private Calls() {}

  static Usage of(@Nullable String provider, String model, long input, long output) {
    return at(NOON, provider, model, input, output);
  }

  static Usage at(Instant at, @Nullable String provider, String model, long input, long output) {
    return Usage.of(provider, model, at, TokenCounts.of(input, output));
  }

  /** Tokens in one bucket and none in the others. */
  static Usage only(
      Bucket bucket, @Nullable String provider, String model, Instant at, long tokens) {
    return Usage.of(provider, model, at, only(bucket, tokens));
  }

  private static TokenCounts only(Bucket bucket, long tokens) {
    return exclusive(
        Stream.of(Bucket.values()).mapToLong(each -> each == bucket ? tokens : 0).toArray());
  }

  /** Counts by bucket, in the order of the buckets. */
  static TokenCounts exclusive(long... counts) {
    return TokenCounts.ofText(
            counts[0] + counts[5],
            counts[1] + counts[6],
            counts[2] + counts[7],
            counts[3],
            counts[4],
            false)
        .withAudio(counts[5], counts[6], counts[7]);
  }

  static Usage.Service tier(String tier) {
    return new Usage.Service(false, tier, null);
  }

  static Usage.Service batch() {
    return new Usage.Service(true, null, null);
  }

  static Usage.Service geo(String geo) {
    return new Usage.Service(false, null, geo);
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
