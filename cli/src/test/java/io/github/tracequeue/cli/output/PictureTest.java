// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PictureTest {

  @ParameterizedTest
  @CsvSource({
    "10, 10, \u2588\u2588\u2588\u2588",
    "5, 10, \u2588\u2588",
    "0.001, 10, \u258F",
    "11, 10, \u2588\u2588\u2588\u2588",
    "0, 10, ''",
    "0, 0, ''"
  })
  void bar_value_isInProportionAndNeverInvisible(double value, double largest, String bar) {
    assertThat(Picture.bar(value, largest, 4)).isEqualTo(bar);
  }

  @Test
  void sparkline_values_areScaledToTheLargest() {
    assertThat(Picture.sparkline(values(0, 7, 3.5), 10)).isEqualTo("\u2581\u2588\u2585");
  }

  @Test
  void sparkline_bucketWithoutCalls_isAGap() {
    List<OptionalDouble> values =
        List.of(OptionalDouble.of(1), OptionalDouble.empty(), OptionalDouble.of(1));

    assertThat(Picture.sparkline(values, 10)).isEqualTo("\u2588 \u2588");
  }

  @Test
  void sparkline_moreValuesThanColumns_showsTheLargestOfEachPart() {
    assertThat(Picture.sparkline(values(1, 7, 0, 0), 2)).isEqualTo("\u2588\u2581");
  }

  @Test
  void sparkline_zerosOrNothing_isFlat() {
    assertThat(Picture.sparkline(values(0, 0), 10)).isEqualTo("\u2581\u2581");
    assertThat(Picture.sparkline(List.of(), 10)).isEmpty();
  }

  private static List<OptionalDouble> values(double... values) {
    return DoubleStream.of(values).mapToObj(OptionalDouble::of).toList();
  }
}
