// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class PriceReviewTest {

  private static final String HEADER = "id,provider,model,tier,prompt_over,from,until,input,source";

  private static final PriceBook BOOK =
      Calls.book(
          HEADER,
          "b/m,openai,m,,,,,1,us",
          "b/m/flex,openai,m,flex,,,,0.5,us",
          "b/m/long,openai,m,,200000,,,2,us");

  private static List<String> warnings(String... rows) {
    String[] lines = new String[rows.length + 1];
    lines[0] = HEADER;
    System.arraycopy(rows, 0, lines, 1, rows.length);
    return PriceReview.of(BOOK, Calls.file(lines));
  }

  @Test
  void of_rowThatReplacesOthers_namesThemAndWhatIsLost() {
    assertThat(warnings("c/m,openai,m,,,2026-12-01,,9,us"))
        .containsExactly(
            "row c/m: replaces the bundled b/m, b/m/flex, b/m/long during its own dates",
            "row c/m: no price for tier flex",
            "row c/m: no price for long prompts; they are priced as short ones");
  }

  @Test
  void of_rowsThatStateEverything_namesOnlyTheReplaced() {
    assertThat(
            warnings(
                "c/m,openai,m,,,,,9,us",
                "c/m/flex,openai,m,flex,,,,4,us",
                "c/m/long,openai,m,,200000,,,18,us"))
        .hasSize(1);
  }

  @Test
  void of_newModel_hasNothingToSay() {
    assertThat(warnings("c/n,openai,n,,,,,9,us")).isEmpty();
  }

  @Test
  void of_newModelWithDates_namesTheTimesWithoutAPrice() {
    assertThat(
            warnings(
                "c/n,openai,n,,,2026-10-01,2026-11-01,9,us",
                "c/n/2,openai,n,,,2026-11-02,2026-12-01,9,us"))
        .containsExactly(
            "row c/n: no price from 2026-11-01T00:00:00Z until 2026-11-02T00:00:00Z",
            "row c/n: no price before 2026-10-01T00:00:00Z",
            "row c/n: no price from 2026-12-01T00:00:00Z onwards");
  }
}
