// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PriceBookPropertiesTest {

  private static final int CALLS = 2_000;
  private static final PriceBook BOOK = PriceBook.bundled();
  private static final List<PriceRow> ROWS = BOOK.rows();
  private static final String[] TIERS = {"flex", "priority", "fast", "standard", "none"};

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 5);
  }

  /** A call of a bundled model, under one of its names, at any time from 2025 to 2027. */
  private static Usage randomCall(Random random) {
    PriceRow row = ROWS.get(random.nextInt(ROWS.size()));
    List<String> ids = new ArrayList<>(row.aliases());
    ids.add(row.model());
    String id = ids.get(random.nextInt(ids.size()));
    String scope = row.scope().get(random.nextInt(row.scope().size()));
    String name = scope.equals("bare") || id.contains("/") ? id : scope + "." + id;
    long[] cached = {tokens(random), tokens(random), tokens(random)};
    boolean inclusive = random.nextBoolean();
    long input = tokens(random) + (inclusive ? cached[0] + cached[1] + cached[2] : 0);
    return new Usage(
        random.nextBoolean() ? row.provider() : null,
        name,
        Instant.parse("2025-01-01T00:00:00Z").plusSeconds(random.nextInt(94_608_000)),
        input,
        tokens(random),
        cached[0],
        cached[1],
        cached[2],
        inclusive,
        random.nextInt(4) == 0,
        random.nextInt(4) == 0 ? TIERS[random.nextInt(TIERS.length)] : null);
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
        counts[0],
        counts[1],
        counts[2],
        counts[3],
        counts[4],
        false,
        usage.batch(),
        usage.serviceTier());
  }

  private static long[] counts(Usage usage) {
    return Arrays.stream(Bucket.values()).mapToLong(usage::tokens).toArray();
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
        counts[bucket] %= 10_000;
      }
      BigDecimal once = usd(with(usage, counts));
      BigDecimal twice = usd(with(usage, LongStream.of(counts).map(count -> 2 * count).toArray()));
      if (once == null) {
        assertThat(twice).isNull();
      } else {
        assertThat(twice).isEqualByComparingTo(once.multiply(new BigDecimal(2)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void price_alias_costsAsTheId(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < CALLS; i++) {
      Usage usage = randomCall(random);
      PriceRow row = BOOK.explain(usage).row();
      if (row != null && row.scope().contains("bare")) {
        String prefix = scopePrefix(usage.model(), row);
        Usage byId =
            new Usage(
                row.provider(),
                prefix + row.model(),
                usage.at(),
                usage.inputTokens(),
                usage.outputTokens(),
                usage.cacheReadTokens(),
                usage.cacheWrite5mTokens(),
                usage.cacheWrite1hTokens(),
                usage.inclusive(),
                usage.batch(),
                usage.serviceTier());

        assertThat(BOOK.price(byId)).isEqualTo(BOOK.price(usage));
      }
    }
  }

  private static String scopePrefix(String name, PriceRow row) {
    return row.scope().stream()
        .map(scope -> scope + ".")
        .filter(name::startsWith)
        .findFirst()
        .orElse("");
  }
}
