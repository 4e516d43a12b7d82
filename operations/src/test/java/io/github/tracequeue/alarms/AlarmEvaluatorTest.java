// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.alarms;

import static io.github.tracequeue.alarms.AlarmState.ALARM;
import static io.github.tracequeue.alarms.AlarmState.INSUFFICIENT_DATA;
import static io.github.tracequeue.alarms.AlarmState.OK;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Alarms as templates write them, against series by the minute. */
final class AlarmEvaluatorTest {
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

  @Test
  void threshold_breachedInEachOfThreePeriods_isAlarmUntilOneIsFine() {
    String alarm = alarm("Sum", 3, 3, "notBreaching", "");

    assertThat(states(alarm, 8, m -> series(m, 4, 9, 9, 9, 4)))
        .containsExactly(OK, OK, OK, ALARM, OK, OK, OK, OK);
  }

  @Test
  void threshold_equalIsNotGreater() {
    assertThat(states(alarm("Sum", 1, 1, "notBreaching", ""), 2, m -> series(m, 5, 5.1)))
        .containsExactly(OK, ALARM);
  }

  @Test
  void twoOfThree_needNotFollowEachOther() {
    String alarm = alarm("Sum", 2, 3, "notBreaching", "");

    assertThat(states(alarm, 6, m -> series(m, 9, 4, 9, 4, 4, 4)))
        .containsExactly(OK, OK, ALARM, OK, OK, OK);
  }

  @Test
  void silenceAfterBreach_keepsTheAlarmForTheExtraPeriods() {
    // Real data from farther back counts before anything is filled in.
    assertThat(states(alarm("Sum", 1, 1, "notBreaching", ""), 5, m -> series(m, 9)))
        .containsExactly(ALARM, ALARM, ALARM, OK, OK);
  }

  @Test
  void silenceThatBreaches_alarmsAfterTheExtraPeriods() {
    assertThat(states(alarm("Sum", 1, 1, "breaching", ""), 5, m -> series(m, 1)))
        .containsExactly(OK, OK, OK, ALARM, ALARM);
  }

  @Test
  void fill_takesTheExtraPeriodsAway() {
    String alarm =
        math(
            "FILL(m1, 0)",
            "\"EvaluationPeriods\":1,\"DatapointsToAlarm\":1,\"Threshold\":1,"
                + "\"ComparisonOperator\":\"LessThanThreshold\","
                + "\"TreatMissingData\":\"breaching\"");

    assertThat(states(alarm, 4, m -> series(m, 1, 1))).containsExactly(OK, OK, ALARM, ALARM);
  }

  @Test
  void missing_withoutAnyData_isInsufficient() {
    assertThat(states(alarm("Sum", 1, 1, "missing", ""), 5, m -> series(m, 9)))
        .containsExactly(ALARM, ALARM, ALARM, INSUFFICIENT_DATA, INSUFFICIENT_DATA);
  }

  @Test
  void ignore_withoutAnyData_keepsTheState() {
    assertThat(states(alarm("Sum", 1, 1, "ignore", ""), 6, m -> series(m, 9))).containsOnly(ALARM);
  }

  @Test
  void percentile_ofFewSamplesIgnored_keepsTheState() {
    String ignoring =
        alarm("p50", 1, 1, "notBreaching", "\"EvaluateLowSampleCountPercentile\":\"ignore\",");

    assertThat(states(ignoring, 1, m -> m.add(key("a"), START, 9, 19)))
        .containsExactly(INSUFFICIENT_DATA);
    assertThat(states(ignoring, 1, m -> m.add(key("a"), START, 9, 20))).containsExactly(ALARM);
    assertThat(states(alarm("p50", 1, 1, "notBreaching", ""), 1, m -> series(m, 9)))
        .containsExactly(ALARM);
  }

  @Test
  void errorRate_withTooFewCalls_isFine() {
    String rate =
        """
        {"Type":"AWS::CloudWatch::Alarm","Properties":{"AlarmName":"x","Threshold":10,
         "ComparisonOperator":"GreaterThanThreshold","EvaluationPeriods":1,"DatapointsToAlarm":1,
         "TreatMissingData":"notBreaching","Metrics":[
           {"Id":"r","Expression":"IF(calls >= 20, 100 * errors / calls, 0)","ReturnData":true},
           %s,%s]}}
        """
            .formatted(input("calls", "Latency", "SampleCount"), input("errors", "Errors", "Sum"));

    assertThat(states(rate, 1, m -> calls(m, 19, 10))).containsExactly(OK);
    assertThat(states(rate, 1, m -> calls(m, 20, 2))).containsExactly(OK);
    assertThat(states(rate, 1, m -> calls(m, 20, 3))).containsExactly(ALARM);
    assertThat(states(rate, 1, m -> calls(m, 20, 0))).containsExactly(OK);
  }

  @Test
  void warmUp_withoutAWindowOfData_hasNoState() {
    String alarm =
        alarm(
            "SampleCount",
            1,
            1,
            "breaching",
            "\"WarmUpConfiguration\":{\"WarmUpPeriodDurationInMinutes\":3},");

    assertThat(states(alarm, 4, m -> {}))
        .containsExactly(INSUFFICIENT_DATA, INSUFFICIENT_DATA, ALARM, ALARM);
    assertThat(states(alarm, 1, m -> series(m, 1))).containsExactly(OK);
  }

  @Test
  void wholeWarmUp_doesNotEndEarly() {
    String alarm =
        alarm(
            "SampleCount",
            1,
            1,
            "breaching",
            "\"WarmUpConfiguration\":{\"WarmUpPeriodDurationInMinutes\":2,"
                + "\"OnlyStartEvaluatingAfterWarmUpPeriodEnds\":true},");

    assertThat(states(alarm, 3, m -> series(m, 1, 1, 1)))
        .containsExactly(INSUFFICIENT_DATA, OK, OK);
  }

  @Test
  void query_namesTheAgentsThatAreInAlarm() {
    String query =
        """
        {"Type":"AWS::CloudWatch::Alarm","Properties":{"AlarmName":"x","Threshold":5,
         "ComparisonOperator":"GreaterThanThreshold","EvaluationPeriods":1,"DatapointsToAlarm":1,
         "TreatMissingData":"notBreaching","Metrics":[{"Id":"q","Period":60,"ReturnData":true,
         "Expression":"SELECT SUM(Cost) FROM SCHEMA(T, Agent) WHERE Agent != 'c' GROUP BY Agent"}]}}
        """;
    RecordedMetrics.Builder metrics = RecordedMetrics.covering("T");
    metrics.add(new MetricKey("T", "Cost", Map.of("Agent", "a")), START, 9, 1);
    metrics.add(new MetricKey("T", "Cost", Map.of("Agent", "b")), START, 4, 1);
    metrics.add(new MetricKey("T", "Cost", Map.of("Agent", "c")), START, 9, 1);
    metrics.add(new MetricKey("T", "Cost", Map.of()), START, 99, 1);
    metrics.add(new MetricKey("T", "Cost", Map.of("Agent", "a", "Model", "m")), START, 99, 1);
    AlarmEvaluator evaluator = AlarmEvaluator.create(parse(query), metrics.build(), START);

    AlarmStatus first = evaluator.evaluate(START.plusSeconds(60)).get(0);
    AlarmStatus later = evaluator.evaluate(START.plusSeconds(600)).get(0);

    assertThat(first.state()).isEqualTo(ALARM);
    assertThat(first.contributors()).containsExactly("a");
    assertThat(first.value()).isEqualTo(9);
    assertThat(later.state()).isEqualTo(INSUFFICIENT_DATA);
    assertThat(later.contributors()).isEmpty();
  }

  @Test
  void calendarDay_withoutACall_isAlarmTheNextDay() {
    String alarm =
        """
        {"Type":"AWS::CloudWatch::Alarm","Properties":{"AlarmName":"x","Threshold":1,
         "ComparisonOperator":"LessThanThreshold","EvaluationPeriods":1,"DatapointsToAlarm":1,
         "TreatMissingData":"breaching","Namespace":"T","MetricName":"a","Period":86400,
         "Statistic":"SampleCount","EvaluationWindow":{"WallClockWindow":{"Timezone":"UTC"}}}}
        """;
    RecordedMetrics.Builder metrics = RecordedMetrics.covering("T");
    metrics.add(key("a"), Instant.parse("2026-11-22T00:00:00Z"), 1, 1);
    metrics.add(key("a"), Instant.parse("2026-11-24T23:59:59Z"), 1, 1);
    AlarmEvaluator evaluator = AlarmEvaluator.create(parse(alarm), metrics.build(), START);

    assertThat(state(evaluator, "2026-11-23T12:00:00Z")).isEqualTo(OK);
    assertThat(state(evaluator, "2026-11-24T00:00:00Z")).isEqualTo(ALARM);
    assertThat(state(evaluator, "2026-11-24T23:59:59Z")).isEqualTo(ALARM);
    assertThat(state(evaluator, "2026-11-25T00:00:00Z")).isEqualTo(OK);
  }

  @Test
  void composite_isAlarmWhenAPartIs() {
    List<Alarm> alarms = new ArrayList<>(parse(alarm("Sum", 1, 1, "notBreaching", "")));
    alarms.add(composite("ALARM(\"x\") OR (OK(\"x\") AND NOT TRUE)"));
    RecordedMetrics.Builder metrics = RecordedMetrics.covering("T");
    series(metrics, 4, 9);
    AlarmEvaluator evaluator = AlarmEvaluator.create(alarms, metrics.build(), START);

    assertThat(evaluator.evaluate(START.plusSeconds(60)).get(1).state()).isEqualTo(OK);
    assertThat(evaluator.evaluate(START.plusSeconds(120)).get(1).state()).isEqualTo(ALARM);
  }

  @Test
  void composite_withAnUnknownPart_isUnknownUnlessAnotherAlarms() {
    List<Alarm> alarms = new ArrayList<>(parse(alarm("Sum", 1, 1, "notBreaching", "")));
    alarms.add(composite("ALARM(\"x\") OR ALARM(\"y\")"));
    RecordedMetrics.Builder metrics = RecordedMetrics.covering("T");
    series(metrics, 4, 9);
    AlarmEvaluator evaluator = AlarmEvaluator.create(alarms, metrics.build(), START);

    AlarmStatus before = evaluator.evaluate(START.plusSeconds(60)).get(1);

    assertThat(before.state()).isNull();
    assertThat(before.note()).contains("y");
    assertThat(evaluator.evaluate(START.plusSeconds(120)).get(1).state()).isEqualTo(ALARM);
  }

  @Test
  void namespaceThatIsNotRecorded_isSaidAndNotJudged() {
    String alarm = alarm("Sum", 1, 1, "breaching", "").replace("\"T\"", "\"AWS/SQS\"");

    AlarmStatus status =
        AlarmEvaluator.create(parse(alarm), RecordedMetrics.covering("T").build(), START)
            .evaluate(START)
            .get(0);

    assertThat(status.state()).isNull();
    assertThat(status.since()).isNull();
    assertThat(status.note()).isEqualTo("not recorded: AWS/SQS/a");
  }

  @Test
  void since_isWhenTheStateBegan() {
    RecordedMetrics.Builder metrics = RecordedMetrics.covering("T");
    series(metrics, 9, 9, 9);
    AlarmEvaluator evaluator =
        AlarmEvaluator.create(
            parse(alarm("Sum", 1, 1, "notBreaching", "")), metrics.build(), START);

    evaluator.evaluate(START.plusSeconds(60));
    AlarmStatus status = evaluator.evaluate(START.plusSeconds(179)).get(0);

    assertThat(status.since()).isEqualTo(START.plusSeconds(60));
    assertThat(status.value()).isEqualTo(9);
  }

  private static List<AlarmState> states(
      String alarm, int minutes, Consumer<RecordedMetrics.Builder> data) {
    RecordedMetrics.Builder metrics = RecordedMetrics.covering("T");
    data.accept(metrics);
    AlarmEvaluator evaluator = AlarmEvaluator.create(parse(alarm), metrics.build(), START);
    List<AlarmState> states = new ArrayList<>();
    for (int minute = 1; minute <= minutes; minute++) {
      AlarmState state = evaluator.evaluate(START.plus(Duration.ofMinutes(minute))).get(0).state();
      assertThat(state).isNotNull();
      states.add(state);
    }
    return states;
  }

  private static @org.jspecify.annotations.Nullable AlarmState state(
      AlarmEvaluator evaluator, String now) {
    return evaluator.evaluate(Instant.parse(now)).get(0).state();
  }

  private static String alarm(
      String statistic, int breaching, int periods, String missing, String more) {
    String kind = statistic.startsWith("p") ? "ExtendedStatistic" : "Statistic";
    boolean heartbeat = statistic.equals("SampleCount");
    return """
    {"Type":"AWS::CloudWatch::Alarm","Properties":{"AlarmName":"x","Threshold":%s,%s
     "ComparisonOperator":"%s","EvaluationPeriods":%s,"DatapointsToAlarm":%s,
     "TreatMissingData":"%s","Namespace":"T","MetricName":"a","Period":60,"%s":"%s"}}
    """
        .formatted(
            heartbeat ? 1 : 5,
            more,
            heartbeat ? "LessThanThreshold" : "GreaterThanThreshold",
            periods,
            breaching,
            missing,
            kind,
            statistic);
  }

  private static String math(String expression, String properties) {
    return """
    {"Type":"AWS::CloudWatch::Alarm","Properties":{"AlarmName":"x",%s,"Metrics":[
      {"Id":"r","Expression":"%s","ReturnData":true},%s]}}
    """
        .formatted(properties, expression, input("m1", "a", "Sum"));
  }

  private static String input(String id, String metric, String statistic) {
    return """
    {"Id":"%s","ReturnData":false,"MetricStat":{"Period":60,"Stat":"%s",
     "Metric":{"Namespace":"T","MetricName":"%s"}}}
    """
        .formatted(id, statistic, metric);
  }

  private static Alarm composite(String rule) {
    return new Alarm.Composite(new Alarm.Title("both", ""), CompositeRule.parse(rule));
  }

  private static List<Alarm> parse(String resource) {
    try {
      return AlarmTemplate.parse(
          new ObjectMapper().readTree("{\"Resources\":{\"Id\":" + resource + "}}"));
    } catch (JsonProcessingException e) {
      throw new AssertionError(resource, e);
    }
  }

  private static void series(RecordedMetrics.Builder metrics, double... byMinute) {
    for (int minute = 0; minute < byMinute.length; minute++) {
      metrics.add(key("a"), START.plus(Duration.ofMinutes(minute)), byMinute[minute], 1);
    }
  }

  private static void calls(RecordedMetrics.Builder metrics, int calls, int errors) {
    metrics.add(key("Latency"), START, 100, calls);
    if (errors > 0) {
      metrics.add(key("Errors"), START, 1, errors);
    }
  }

  private static MetricKey key(String name) {
    return new MetricKey("T", name, Map.of());
  }
}
