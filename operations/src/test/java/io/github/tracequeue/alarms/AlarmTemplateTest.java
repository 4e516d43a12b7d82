// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AlarmTemplateTest {

  @Test
  void example_isUnderstoodWhole() {
    List<Alarm> alarms = AlarmTemplate.example();

    assertThat(alarms).hasSizeGreaterThan(30);
    assertThat(alarms).noneMatch(Alarm.Unsupported.class::isInstance);
    assertThat(alarms).allMatch(alarm -> alarm.title().description().contains("Runbook: "));
    assertThat(alarms.get(alarms.size() - 1)).isInstanceOf(Alarm.Composite.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"ComparisonOperator\":\"GreaterThanUpperThreshold\"    | the comparison Greater",
        "\"ThresholdMetricId\":\"band\"                          | the property ThresholdMetricId",
        "\"Unit\":\"Seconds\"                                    | the property Unit",
        "\"Period\":10                                           | a period of 10 s",
        "\"Statistic\":\"tm90\"                                  | the statistic tm90",
        "\"Metrics\":[{\"Id\":\"a\",\"Expression\":\"RATE(m)\",\"Period\":60}] | the function RATE",
        "\"Metrics\":[{\"Id\":\"a\",\"Expression\":\"SELECT P95(a) FROM b\",\"Period\":60}] | the query",
        "\"EvaluationWindow\":{\"WallClockWindow\":{}},\"Period\":120 | a wall clock window of 120 s"
      })
  void parse_whatIsNotSupported_isKeptAndSaid(String property, String reason) {
    Alarm alarm = alarm("AWS::CloudWatch::Alarm", property);

    assertThat(alarm).isInstanceOf(Alarm.Unsupported.class);
    assertThat(((Alarm.Unsupported) alarm).reason()).contains(reason);
    assertThat(alarm.title().name()).isEqualTo("Id");
  }

  @ParameterizedTest
  @CsvSource({"AWS::CloudWatch::LogAlarm", "AWS::CloudWatch::AnomalyDetector"})
  void parse_otherKindOfAlarm_isKeptAndSaid(String type) {
    assertThat(alarm(type, "\"Period\":60")).isInstanceOf(Alarm.Unsupported.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"ALARM(a) XOR ALARM(b)", "ALARM(a", "AT_LEAST(2, ALARM, (a))", "ALARM(a) ALARM(b)"})
  void parse_unknownRule_isKeptAndSaid(String rule) {
    Alarm alarm = alarm("AWS::CloudWatch::CompositeAlarm", "\"AlarmRule\":\"" + rule + "\"");

    assertThat(alarm).isInstanceOf(Alarm.Unsupported.class);
    assertThat(((Alarm.Unsupported) alarm).reason()).isEqualTo("the rule " + rule);
  }

  /** A valid alarm but for one property, which is written last and wins. */
  private static Alarm alarm(String type, String property) {
    String template =
        """
        {"Resources":{"Id":{"Type":"%s","Properties":{"ComparisonOperator":"GreaterThanThreshold",
         "EvaluationPeriods":1,"Threshold":1,"Namespace":"T","MetricName":"a","Period":60,
         "Statistic":"Sum",%s}}}}
        """
            .formatted(type, property);
    try {
      List<Alarm> alarms = AlarmTemplate.parse(new ObjectMapper().readTree(template));
      assertThat(alarms).hasSize(1);
      return alarms.get(0);
    } catch (JsonProcessingException e) {
      throw new AssertionError(template, e);
    }
  }
}
