// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class GoldenCostsTest {

  private static final PriceBook BOOK = PriceBook.bundled();

  static List<GoldenCase> priced() {
    return GoldenCase.all().stream().filter(c -> c.reason().isEmpty()).toList();
  }

  static List<GoldenCase> unpriced() {
    return GoldenCase.all().stream().filter(c -> !c.reason().isEmpty()).toList();
  }

  @ParameterizedTest
  @MethodSource("priced")
  void price_goldenCase_isTheWrittenCost(GoldenCase golden) {
    assertThat(BOOK.price(golden.usage()))
        .isEqualTo(new Cost.Priced(new BigDecimal(golden.usd()), golden.rate(), golden.byMaker()));
  }

  @ParameterizedTest
  @MethodSource("priced")
  void arithmetic_goldenCase_givesTheWrittenCost(GoldenCase golden) {
    assertThat(Arithmetic.evaluate(golden.arithmetic())).isEqualByComparingTo(golden.usd());
  }

  @ParameterizedTest
  @MethodSource("priced")
  void explain_goldenCase_showsTheCalculation(GoldenCase golden) {
    Explanation explanation = BOOK.explain(golden.usage());

    assertThat(Arithmetic.evaluate(explanation.arithmetic())).isEqualByComparingTo(golden.usd());
    assertThat(explanation.rate()).extracting(Rate::label).isEqualTo(golden.rate());
  }

  @ParameterizedTest
  @MethodSource("unpriced")
  void price_goldenCase_isUnpricedForTheWrittenReason(GoldenCase golden) {
    assertThat(BOOK.price(golden.usage())).isEqualTo(new Cost.Unpriced(golden.reason()));
  }

  @Test
  void cases_areManyAndNamedOnce() {
    assertThat(GoldenCase.all())
        .hasSizeGreaterThanOrEqualTo(220)
        .extracting(GoldenCase::name)
        .doesNotHaveDuplicates();
  }

  @Test
  void cases_coverEachReasonThatTheBundledPricesCanGive() {
    Set<String> possible =
        EnumSet.complementOf(
                EnumSet.of(UnpricedReason.AMBIGUOUS_MODEL, UnpricedReason.NO_OUTPUT_PRICE))
            .stream()
            .map(UnpricedReason::code)
            .collect(Collectors.toSet());

    assertThat(unpriced())
        .extracting(golden -> golden.reason().replaceAll(":.*", ""))
        .containsAll(possible);
  }
}
