// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.alarms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of CloudWatch's guide, "Using math expressions with CloudWatch metrics". */
final class MathExpressionTest {

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource(
      delimiter = '=',
      ignoreLeadingAndTrailingWhitespace = true,
      value = {
        // metric1 is 30 20 0 0, metric2 is 20 - 20 -.
        "metric1 < metric2 = 0 0 1 0",
        "metric1 > 15 AND metric2 > 15 = 1 0 0 0",
        "metric1 > 15 && metric2 > 15 = 1 0 0 0",
        "metric1 > 25 OR metric2 > 15 = 1 0 1 0",
        "metric1 > 25 || metric2 > 15 = 1 0 1 0",
        "metric1 - metric2 = 10 20 -20 0",
        "metric1 + metric2 = 50 20 20 0",
        "5 * metric2 = 100 - 100 -",
        "-metric2 = -20 - -20 -",
        "-5 * metric2 = -100 - -100 -",
        "100 / metric1 = 3.3333333333333335 5 - -",
        "metric2 / metric1 = 0.6666666666666666 0 - -",
        "metric1 ^ 2 = 900 400 0 0",
        "2 + 3 * metric1 = 92 62 2 2",
        "(2 + 3) * metric1 = 150 100 0 0",
        "10 - 3 - metric1 = -23 -13 7 7",
        "ABS(metric1 - metric2) = 10 20 20 0",
        "CEIL(metric1 / 7) = 5 3 0 0",
        "FLOOR(metric1 / 7) = 4 2 0 0",
        "FILL(metric2, 0) = 20 0 20 0",
        "FILL(metric2, metric1) = 20 20 20 0",
        "SUM([metric1, metric2]) = 50 20 20 0",
        "SUM(METRICS()) = 50 20 20 0",
        "SUM(METRICS('2')) = 20 - 20 -",
        "AVG([metric1, metric2]) = 25 10 10 0",
        "MAX([metric1, metric2]) = 30 20 20 0",
        "MIN([metric1, metric2]) = 20 20 0 0",
        "metric1 / PERIOD(metric1) = 0.5 0.3333333333333333 0 0",
        "TIME_SERIES(7) = 7 7 7 7",
        "IF(metric1 < 25, metric1) = - 20 0 0",
        "IF(metric1 < 25, 10, 2) = 2 10 10 10"
      })
  void evaluate_asDocumented(String expression, String expected) {
    assertThat(evaluate(expression, Map.of("metric1", "30 20 0 0", "metric2", "20 - 20 -")))
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} == {1}")
  @CsvSource(
      delimiter = '=',
      value = {
        "metric1 >~ 30 = 1 0 0 0",
        "metric1 <~ 20 = 0 1 1 1",
        "metric1 ~~ 20 = 0 1 0 0",
        "metric1 !~ 20 = 1 0 1 1"
      })
  void evaluate_comparisonWithEquals_asDocumented(String expression, String expected) {
    assertThat(evaluate(expression.replace('~', '='), Map.of("metric1", "30 20 0 0")))
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource(
      delimiter = '=',
      value = {
        "IF(metric1, metric2, metric3) = 30 0 20 - -",
        "IF(metric1, 5, metric3) = 5 5 20 - -",
        "IF(metric1, metric2, 5) = 30 0 5 5 -",
        "IF(1, metric2, metric3) = 30 - 0 0 30",
        "IF(0, metric2, metric3) = 0 0 20 - 20",
        "IF(metric1, metric2) = 30 0 - - -"
      })
  void evaluate_ifExpression_asDocumented(String expression, String expected) {
    Map<String, String> metrics =
        Map.of("metric1", "1 1 0 0 -", "metric2", "30 - 0 0 30", "metric3", "0 0 20 - 20");

    assertThat(evaluate(expression, metrics)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ANOMALY_DETECTION_BAND(m1, 2)",
        "SEARCH('{AWS/Lambda} Errors', 'Sum')",
        "RATE(m1)",
        "FILL(m1, REPEAT)",
        "m1 - AVG(m1)",
        "METRICS(m1)",
        "m1 +",
        "m1 m2",
        "(m1",
        "m1 # 2",
        "IF(m1)",
        "m2",
        "[m1, m1] + [m1, m1]",
        "REPEAT",
        ""
      })
  void evaluate_whatIsNotSupported_isSaid(String expression) {
    assertThatThrownBy(() -> evaluate(expression, Map.of("m1", "1 2")))
        .isInstanceOf(UnsupportedException.class)
        .hasMessageMatching("(?s).{4,}");
  }

  private static String evaluate(String expression, Map<String, String> metrics) {
    Map<String, MathValue.Series> series = new LinkedHashMap<>();
    metrics.forEach((id, values) -> series.put(id, series(values)));
    int periods = series.values().iterator().next().periods();
    MathInputs inputs = new MathInputs(periods, 60, series, Map.of());
    MathValue value = MathParser.parse(expression).evaluate(inputs);
    return text(inputs.asSeries(value).toArray());
  }

  private static MathValue.Series series(String values) {
    return MathValue.Series.of(
        Arrays.stream(values.split(" ", -1))
            .mapToDouble(value -> value.equals("-") ? Double.NaN : Double.parseDouble(value))
            .toArray());
  }

  private static String text(double[] values) {
    return Arrays.stream(values)
        .mapToObj(
            value -> {
              if (Double.isNaN(value)) {
                return "-";
              }
              return value == Math.rint(value)
                  ? Long.toString(Math.round(value))
                  : Double.toString(value);
            })
        .collect(Collectors.joining(" "));
  }
}
