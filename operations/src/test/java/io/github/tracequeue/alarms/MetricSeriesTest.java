// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.alarms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MetricSeriesTest {
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "Sum, 5050",
    "Average, 50.5",
    "Minimum, 1",
    "Maximum, 100",
    "SampleCount, 100",
    "p0, 1",
    "p50, 50",
    "p95, 95",
    "p99, 99",
    "p99.5, 100",
    "p100, 100"
  })
  void of_oneToOneHundred_isTheStatistic(String statistic, double expected) {
    MetricSeries.Builder series = MetricSeries.builder();
    IntStream.rangeClosed(1, 100).forEach(value -> series.add(START, value));

    assertThat(over(series.build(), statistic, 0, 60)).isEqualTo(expected);
  }

  @Test
  void of_valueWithCount_countsAsOften() {
    MetricSeries series =
        MetricSeries.builder().add(START, 10, 3).add(START.plusSeconds(60), 50, 1).build();

    assertThat(over(series, "SampleCount", 0, 120)).isEqualTo(4);
    assertThat(over(series, "Average", 0, 120)).isEqualTo(20);
    assertThat(over(series, "p75", 0, 120)).isEqualTo(10);
    assertThat(over(series, "p76", 0, 120)).isEqualTo(50);
  }

  @ParameterizedTest
  @CsvSource({"0, 60, 1", "0, 120, 3", "60, 120, 2", "60, 180, 6", "120, 180, 4", "0, 180, 7"})
  void sum_ofARange_includesItsStartAndNotItsEnd(int from, int until, double expected) {
    MetricSeries series =
        MetricSeries.builder()
            .add(START, 1)
            .add(START.plusSeconds(60), 2)
            .add(START.plusSeconds(179), 4)
            .build();

    assertThat(over(series, "Sum", from, until)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Sum", "Average", "Minimum", "Maximum", "SampleCount", "p95"})
  void of_noData_isNothing(String statistic) {
    assertThat(over(MetricSeries.EMPTY, statistic, 0, 60)).isNaN();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tm90", "TM(10%:90%)", "IQM", "p", "p101", "sum", ""})
  void parse_unknownStatistic_isSaid(String statistic) {
    assertThatThrownBy(() -> Statistic.parse(statistic))
        .isInstanceOf(UnsupportedException.class)
        .hasMessageContaining("statistic " + statistic);
  }

  @Test
  void add_noNumberOrNoCount_isRefused() {
    MetricSeries.Builder series = MetricSeries.builder();

    assertThatIllegalArgumentException().isThrownBy(() -> series.add(START, Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> series.add(START, 1, 0));
  }

  private static double over(MetricSeries series, String statistic, int from, int until) {
    return Statistic.parse(statistic).of(series, START.plusSeconds(from), START.plusSeconds(until));
  }
}
