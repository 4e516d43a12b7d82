// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.alarms;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.alarms.Alarm.Comparison;
import io.github.tracequeue.alarms.Alarm.Criterion;
import io.github.tracequeue.alarms.Alarm.Timing;
import io.github.tracequeue.alarms.Alarm.Title;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads the properties of one AWS::CloudWatch::Alarm. */
final class AlarmProperties {
  /** All that can change what an alarm does; a property that is not known is not skipped. */
  private static final Set<String> UNDERSTOOD =
      Set.of(
          "ActionsEnabled",
          "AlarmActions",
          "AlarmDescription",
          "AlarmName",
          "ComparisonOperator",
          "DatapointsToAlarm",
          "Dimensions",
          "EvaluateLowSampleCountPercentile",
          "EvaluationPeriods",
          "EvaluationWindow",
          "ExtendedStatistic",
          "InsufficientDataActions",
          "MetricName",
          "Metrics",
          "Namespace",
          "OKActions",
          "Period",
          "Statistic",
          "Tags",
          "Threshold",
          "TreatMissingData",
          "WarmUpConfiguration");

  private AlarmProperties() {}

  static Alarm read(Title title, JsonNode properties) {
    properties
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!UNDERSTOOD.contains(name)) {
                throw new UnsupportedException("the property " + name);
              }
            });
    List<JsonNode> metrics = list(properties.path("Metrics"));
    int period = period(properties, metrics);
    int periods = properties.path("EvaluationPeriods").asInt();
    StateRule rule =
        new StateRule(
            periods,
            properties.path("DatapointsToAlarm").asInt(periods),
            MissingData.named(properties.path("TreatMissingData").asText()));
    return new Alarm.OnMetrics(
        title,
        metrics.isEmpty() ? metric(properties) : math(metrics, period),
        new Criterion(
            Comparison.named(properties.path("ComparisonOperator").asText()),
            properties.path("Threshold").asDouble(),
            rule),
        timing(properties, period, periods));
  }

  private static AlarmSignal.OfMetric metric(JsonNode properties) {
    return new AlarmSignal.OfMetric(
        key(properties),
        Statistic.parse(
            properties.path("ExtendedStatistic").asText(properties.path("Statistic").asText())));
  }

  private static AlarmSignal math(List<JsonNode> metrics, int period) {
    Map<String, AlarmSignal.OfMetric> inputs = new LinkedHashMap<>();
    Map<String, String> expressions = new LinkedHashMap<>();
    String result = "";
    for (JsonNode metric : metrics) {
      String id = metric.path("Id").asText();
      if (metric.has("Expression")) {
        expressions.put(id, metric.path("Expression").asText());
      } else {
        JsonNode stat = metric.path("MetricStat");
        inputs.put(
            id,
            new AlarmSignal.OfMetric(
                key(stat.path("Metric")), Statistic.parse(stat.path("Stat").asText())));
      }
      if (metric.path("ReturnData").asBoolean(true)) {
        result = id;
      }
    }
    String query = expressions.getOrDefault(result, "");
    if (query.stripLeading().startsWith("SELECT")) {
      return new AlarmSignal.OfQuery(InsightsQuery.parse(query));
    }
    Map<String, MathExpression> parsed = new TreeMap<>();
    expressions.forEach((id, expression) -> parsed.put(id, MathParser.parse(expression)));
    return new AlarmSignal.OfMath(inputs, parsed, result, period);
  }

  private static MetricKey key(JsonNode metric) {
    Map<String, String> dimensions = new TreeMap<>();
    metric
        .path("Dimensions")
        .forEach(
            dimension ->
                dimensions.put(dimension.path("Name").asText(), value(dimension.path("Value"))));
    return new MetricKey(
        metric.path("Namespace").asText(), metric.path("MetricName").asText(), dimensions);
  }

  /** A value that is known after a deployment only stays a reference: ${Queue.QueueName}. */
  private static String value(JsonNode value) {
    if (value.has("Ref")) {
      return "${" + value.path("Ref").asText() + "}";
    }
    if (value.has("Fn::GetAtt")) {
      JsonNode attribute = value.path("Fn::GetAtt");
      return "${" + attribute.path(0).asText() + "." + attribute.path(1).asText() + "}";
    }
    return value.asText();
  }

  private static int period(JsonNode properties, List<JsonNode> metrics) {
    int[] periods =
        metrics.stream()
            .map(
                metric ->
                    metric.has("Period") ? metric.path("Period") : metric.at("/MetricStat/Period"))
            .filter(JsonNode::isNumber)
            .mapToInt(JsonNode::asInt)
            .distinct()
            .toArray();
    if (periods.length > 1) {
      throw new UnsupportedException("metrics of different periods");
    }
    int period = periods.length == 1 ? periods[0] : properties.path("Period").asInt();
    if (period < 60 || period % 60 != 0) {
      throw new UnsupportedException("a period of " + period + " s");
    }
    return period;
  }

  private static Timing timing(JsonNode properties, int period, int periods) {
    JsonNode wallClock = properties.at("/EvaluationWindow/WallClockWindow");
    JsonNode warmUp = properties.path("WarmUpConfiguration");
    return new Timing(
        wallClock.isObject()
            ? new EvaluationWindow.WallClock(
                period, periods, ZoneId.of(wallClock.path("Timezone").asText("UTC")))
            : new EvaluationWindow.Sliding(period, periods),
        Duration.ofMinutes(warmUp.path("WarmUpPeriodDurationInMinutes").asLong()),
        warmUp.path("OnlyStartEvaluatingAfterWarmUpPeriodEnds").asBoolean(),
        properties.path("EvaluateLowSampleCountPercentile").asText().equals("ignore"));
  }

  private static List<JsonNode> list(JsonNode array) {
    return array.isMissingNode() ? List.of() : array.valueStream().toList();
  }
}
