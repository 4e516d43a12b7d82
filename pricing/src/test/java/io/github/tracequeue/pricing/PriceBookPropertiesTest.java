// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PriceBookPropertiesTest {

  private static final int CALLS = 2_000;
  private static final PriceBook BOOK = PriceBook.bundled();
  private static final List<Rate> RATES = BOOK.rates();
  private static final String[] TIERS = {"flex", "priority", "standard", "none"};

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 5);
  }

  /** A call of a bundled model, under one of its names, at any time from 2025 to 2027. */
  private static Usage randomCall(Random random) {
    Rate rate = RATES.get(random.nextInt(RATES.size()));
    List<String> names = List.copyOf(PricedModel.group(List.of(rate)).get(0).names());
    long[] counts = new long[Bucket.values().length];
    for (int i = 0; i < counts.length; i++) {
      // Most models have no price for audio.
      counts[i] = i > 2 && random.nextInt(6) > 0 ? 0 : tokens(random);
    }
    TokenCounts tokens = Calls.exclusive(counts);
    return new Usage(
        rate.subject().provider(),
        names.get(random.nextInt(names.size())),
        Instant.parse("2025-01-01T00:00:00Z").plusSeconds(random.nextInt(94_608_000)),
        random.nextBoolean() ? tokens : inclusive(tokens),
        random.nextInt(8) == 0 ? Map.of("web_search", (long) random.nextInt(3)) : Map.of(),
        new Usage.Service(
            random.nextInt(6) == 0,
            random.nextInt(6) == 0 ? TIERS[random.nextInt(TIERS.length)] : null,
            random.nextInt(8) == 0 ? "us" : null));
  }

  private static TokenCounts inclusive(TokenCounts counts) {
    return TokenCounts.ofText(
            counts.input() + counts.cacheRead() + counts.cacheWrite5m() + counts.cacheWrite1h(),
            counts.output(),
            counts.cacheRead(),
            counts.cacheWrite5m(),
            counts.cacheWrite1h(),
            true)
        .withAudio(
            counts.inputAudio() + counts.cacheReadAudio(),
            counts.outputAudio(),
            counts.cacheReadAudio());
  }

  private static long tokens(Random random) {
    return random.nextInt(3) == 0 ? 0 : random.nextInt(150_000);
  }

  private static @Nullable BigDecimal usd(Usage usage) {
    return BOOK.price(usage).match(Cost.Priced::usd, unpriced -> null);
  }

  /** The same call with other counts, as exclusive ones. */
  private static Usage with(Usage usage, long... counts) {
    return new Usage(
        usage.provider(),
        usage.model(),
        usage.at(),
        Calls.exclusive(counts),
        usage.toolRequests(),
        usage.service());
  }

  private static long[] counts(Usage usage) {
    return Arrays.stream(Bucket.values()).mapToLong(usage.tokens()::in).toArray();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void price_randomCall_isTheSumOfItsLinesTimesItsFactors(long seed) {
    Random random = new Random(seed);
    int priced = 0;
    for (int i = 0; i < CALLS; i++) {
      Explanation explanation = BOOK.explain(randomCall(random));
      if (explanation.cost() instanceof Cost.Priced cost) {
        BigDecimal expected = BigDecimal.ZERO;
        for (Explanation.Line line : explanation.lines()) {
          expected = expected.add(line.usd());
        }
        for (Explanation.Factor factor : explanation.factors()) {
          expected = expected.multiply(factor.value());
        }
        for (Explanation.Requests requests : explanation.requests()) {
          expected = expected.add(requests.usd());
        }
        assertThat(cost.usd()).isEqualByComparingTo(expected);
        assertThat(cost.usd().signum()).isNotNegative();
        assertThat(cost.usd().scale()).isNotNegative();
        priced++;
      }
    }
    assertThat(priced).isGreaterThan(CALLS / 10);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void price_bothConventions_agree(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < CALLS; i++) {
      Usage usage = randomCall(random);

      assertThat(BOOK.price(with(usage, counts(usage)))).isEqualTo(BOOK.price(usage));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void price_moreTokensInABucket_isNeverCheaper(long seed) {
    Random random = new Random(seed);
    int compared = 0;
    for (int i = 0; i < CALLS; i++) {
      Usage usage = randomCall(random);
      long[] counts = counts(usage);
      counts[random.nextInt(counts.length)] += 1 + random.nextInt(200_000);
      BigDecimal less = usd(usage);
      BigDecimal more = usd(with(usage, counts));
      if (less != null && more != null) {
        assertThat(more).isGreaterThanOrEqualTo(less);
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(CALLS / 20);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void price_twiceTheShortCall_isTwiceTheCost(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < CALLS; i++) {
      Usage usage = randomCall(random);
      long[] counts = counts(usage);
      for (int bucket = 0; bucket < counts.length; bucket++) {
        counts[bucket] %= 1_000;
      }
      BigDecimal once = usd(with(usage, counts));
      Map<String, Long> doubled = new HashMap<>();
      usage.toolRequests().forEach((tool, count) -> doubled.put(tool, 2 * count));
      BigDecimal twice =
          usd(
              with(usage, LongStream.of(counts).map(count -> 2 * count).toArray())
                  .withToolRequests(doubled));
      if (once == null) {
        assertThat(twice).isNull();
      } else {
        assertThat(twice).isEqualByComparingTo(once.multiply(new BigDecimal(2)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void price_eachNameOfAModel_costsTheSame(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < CALLS; i++) {
      Usage usage = randomCall(random);
      Rate rate = BOOK.explain(usage).rate();
      if (rate != null && rate.subject().scope().equals(List.of(RateSubject.BARE))) {
        Usage byId =
            new Usage(
                rate.subject().provider(),
                rate.subject().model(),
                usage.at(),
                usage.tokens(),
                usage.toolRequests(),
                usage.service());

        assertThat(BOOK.price(byId)).isEqualTo(BOOK.price(usage));
      }
    }
  }
}
