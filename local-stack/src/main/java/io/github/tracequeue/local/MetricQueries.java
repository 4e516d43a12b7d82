// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.regex.Pattern;

/** Answers ListMetrics, GetMetricStatistics and GetMetricData from a store. */
final class MetricQueries {
  private static final Pattern PERCENTILE = Pattern.compile("p(\\d{1,2}(\\.\\d{1,10})?|100)");

  private final MetricStore store;

  MetricQueries(MetricStore store) {
    this.store = store;
  }

  ObjectNode listMetrics(JsonNode request) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode metrics = answer.putArray("Metrics");
    store.metrics().stream()
        .filter(key -> matches(key, request))
        .sorted(Comparator.comparing(MetricKey::toString))
        .forEach(key -> describe(key, metrics.addObject()));
    return answer;
  }

  ObjectNode getMetricStatistics(JsonNode request) throws ServiceError {
    MetricKey key = key(request);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("Label", key.name());
    ArrayNode points = answer.putArray("Datapoints");
    int period = period(request);
    Instant from = Fields.instant(request, "StartTime");
    Instant until = Fields.instant(request, "EndTime");
    String wanted = Fields.present(request, "Unit") ? Fields.unit(request) : "";
    for (String unit : store.units(key)) {
      if (!wanted.isEmpty() && !wanted.equals(unit)) {
        continue;
      }
      for (Map.Entry<Instant, MetricStatistics> each :
          store.periods(key, unit, from, until, period).entrySet()) {
        ObjectNode point = points.addObject();
        point.putPOJO("Timestamp", each.getKey());
        point.put("Unit", unit);
        for (JsonNode statistic : request.path("Statistics")) {
          point.put(statistic.asText(), value(each.getValue(), statistic.asText()));
        }
        if (Fields.present(request, "ExtendedStatistics")) {
          ObjectNode extended = point.putObject("ExtendedStatistics");
          for (JsonNode statistic : request.get("ExtendedStatistics")) {
            extended.put(statistic.asText(), value(each.getValue(), statistic.asText()));
          }
        }
      }
    }
    return answer;
  }

  ObjectNode getMetricData(JsonNode request) throws ServiceError {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode results = answer.putArray("MetricDataResults");
    Instant from = Fields.instant(request, "StartTime");
    Instant until = Fields.instant(request, "EndTime");
    boolean ascending = "TimestampAscending".equals(request.path("ScanBy").asText());
    for (JsonNode query : request.path("MetricDataQueries")) {
      if (!Fields.present(query, "MetricStat")) {
        throw ServiceError.invalidValue(
            "The local CloudWatch answers MetricStat queries only, no expressions.");
      }
      if (!query.path("ReturnData").asBoolean(true)) {
        continue;
      }
      ObjectNode result = results.addObject();
      String id = Fields.required(query, "Id", 255);
      result.put("Id", id);
      result.put("Label", query.path("Label").asText(id));
      result.put("StatusCode", "Complete");
      addData(result, query.get("MetricStat"), from, until, ascending);
    }
    return answer;
  }

  private void addData(
      ObjectNode result, JsonNode stat, Instant from, Instant until, boolean ascending)
      throws ServiceError {
    MetricKey key = key(stat.path("Metric"));
    String statistic = Fields.required(stat, "Stat", 255);
    String unit =
        Fields.present(stat, "Unit")
            ? Fields.unit(stat)
            : store.units(key).stream().findFirst().orElse("None");
    NavigableMap<Instant, MetricStatistics> periods =
        store.periods(key, unit, from, until, period(stat));
    ArrayNode timestamps = result.putArray("Timestamps");
    ArrayNode values = result.putArray("Values");
    for (Map.Entry<Instant, MetricStatistics> each :
        (ascending ? periods : periods.descendingMap()).entrySet()) {
      timestamps.addPOJO(each.getKey());
      values.add(value(each.getValue(), statistic));
    }
  }

  private static MetricKey key(JsonNode metric) throws ServiceError {
    return new MetricKey(
        Fields.required(metric, "Namespace", 255),
        Fields.required(metric, "MetricName", 255),
        Fields.dimensions(metric, "Metric"));
  }

  private static int period(JsonNode request) throws ServiceError {
    int period = request.path("Period").asInt(0);
    if (period < 60 || period % 60 != 0) {
      throw ServiceError.invalidValue("The parameter Period must be a multiple of 60.");
    }
    return period;
  }

  private static double value(MetricStatistics samples, String statistic) throws ServiceError {
    return switch (statistic) {
      case "SampleCount" -> samples.count().doubleValue();
      case "Sum" -> samples.sum().doubleValue();
      case "Average" -> samples.average();
      case "Minimum" -> samples.minimum();
      case "Maximum" -> samples.maximum();
      default -> {
        if (!PERCENTILE.matcher(statistic).matches()) {
          throw ServiceError.invalidValue("The statistic " + statistic + " is not known here.");
        }
        yield samples.percentile(Double.parseDouble(statistic.substring(1)));
      }
    };
  }

  private static boolean matches(MetricKey key, JsonNode filter) {
    if (!filter.path("Namespace").asText(key.namespace()).equals(key.namespace())
        || !filter.path("MetricName").asText(key.name()).equals(key.name())) {
      return false;
    }
    for (JsonNode dimension : filter.path("Dimensions")) {
      String value = key.dimensions().get(dimension.path("Name").asText());
      if (value == null || !dimension.path("Value").asText(value).equals(value)) {
        return false;
      }
    }
    return true;
  }

  private static void describe(MetricKey key, ObjectNode metric) {
    metric.put("Namespace", key.namespace());
    metric.put("MetricName", key.name());
    ArrayNode dimensions = metric.putArray("Dimensions");
    key.dimensions().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            each ->
                dimensions.addObject().put("Name", each.getKey()).put("Value", each.getValue()));
  }
}
