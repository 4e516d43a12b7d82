// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** Parses PutMetricData requests, with the limits of the real service. */
final class PutMetricData {
  private static final int MAX_DATA = 1_000;
  private static final int MAX_VALUES = 150;
  private static final Duration OLDEST = Duration.ofDays(14);
  private static final Duration NEWEST = Duration.ofHours(2);
  private static final double LARGEST = Math.pow(2, 360);

  private PutMetricData() {}

  /**
   * Parses the data of a request.
   *
   * @throws ServiceError if any datum is invalid; then none is stored
   */
  static List<MetricDatum> parse(JsonNode request, Instant now) throws ServiceError {
    String namespace = Fields.required(request, "Namespace", 255);
    if (namespace.startsWith("AWS/") || namespace.startsWith(":")) {
      throw ServiceError.invalidValue(
          "The value " + namespace + " for parameter Namespace is invalid.");
    }
    JsonNode data = request.path("MetricData");
    if (!data.isArray() || data.isEmpty()) {
      throw ServiceError.missing("MetricData");
    }
    if (data.size() > MAX_DATA) {
      throw ServiceError.invalidValue(
          "The collection MetricData must not have a size greater than " + MAX_DATA + ".");
    }
    List<MetricDatum> result = new ArrayList<>();
    for (int i = 0; i < data.size(); i++) {
      result.add(datum(namespace, data.get(i), "MetricData.member." + (i + 1), now));
    }
    return result;
  }

  private static MetricDatum datum(String namespace, JsonNode datum, String path, Instant now)
      throws ServiceError {
    String name = Fields.required(datum, "MetricName", 255);
    MetricKey key = new MetricKey(namespace, name, Fields.dimensions(datum, path));
    int resolution = datum.path("StorageResolution").asInt(60);
    if (resolution != 1 && resolution != 60) {
      throw ServiceError.invalidValue(
          "The parameter " + path + ".StorageResolution must be 1 or 60.");
    }
    Instant timestamp = now;
    if (Fields.present(datum, "Timestamp")) {
      timestamp = Fields.instant(datum, "Timestamp");
      if (timestamp.isBefore(now.minus(OLDEST)) || timestamp.isAfter(now.plus(NEWEST))) {
        throw ServiceError.invalidValue(
            String.format(
                Locale.ROOT,
                "The parameter %s.Timestamp must specify a time within %s.",
                path,
                "the past two weeks or the next two hours"));
      }
    }
    return new MetricDatum(
        key,
        Fields.unit(datum),
        Math.floorDiv(timestamp.getEpochSecond(), 60L),
        statistics(datum, path));
  }

  private static MetricStatistics statistics(JsonNode datum, String path) throws ServiceError {
    boolean value = Fields.present(datum, "Value");
    boolean values = Fields.present(datum, "Values");
    boolean summary = Fields.present(datum, "StatisticValues");
    if ((value ? 1 : 0) + (values ? 1 : 0) + (summary ? 1 : 0) != 1) {
      throw ServiceError.invalidCombination(
          String.format(
              Locale.ROOT,
              "Exactly one of the parameters %1$s.Value, %1$s.Values and %1$s.StatisticValues is required.",
              path));
    }
    if (summary) {
      return summary(datum.get("StatisticValues"), path + ".StatisticValues");
    }
    MetricStatistics.Accumulator samples = new MetricStatistics.Accumulator();
    if (value) {
      samples.add(number(datum, "Value", path), BigDecimal.ONE);
    } else {
      addValues(samples, datum, path);
    }
    return samples.statistics();
  }

  private static void addValues(MetricStatistics.Accumulator samples, JsonNode datum, String path)
      throws ServiceError {
    JsonNode values = datum.get("Values");
    JsonNode counts = datum.path("Counts");
    if (values.isEmpty() || values.size() > MAX_VALUES) {
      throw ServiceError.invalidValue(
          "The collection " + path + ".Values must have a size of 1 to " + MAX_VALUES + ".");
    }
    if (counts.isArray() && counts.size() != values.size()) {
      throw ServiceError.invalidCombination(
          String.format(
              Locale.ROOT,
              "The parameters %1$s.Values and %1$s.Counts must have the same size.",
              path));
    }
    for (int i = 0; i < values.size(); i++) {
      double times = counts.isArray() ? finite(counts.get(i), path + ".Counts") : 1;
      if (times <= 0) {
        throw ServiceError.invalidValue(path + ".Counts must be greater than zero.");
      }
      samples.add(finite(values.get(i), path + ".Values"), BigDecimal.valueOf(times));
    }
  }

  private static MetricStatistics summary(JsonNode summary, String path) throws ServiceError {
    double count = number(summary, "SampleCount", path);
    double sum = number(summary, "Sum", path);
    double minimum = number(summary, "Minimum", path);
    double maximum = number(summary, "Maximum", path);
    if (count <= 0 || minimum > maximum) {
      throw ServiceError.invalidValue(path + " is not a set of statistics.");
    }
    TreeMap<Double, BigDecimal> values = new TreeMap<>();
    if (minimum == maximum) {
      values.put(minimum, BigDecimal.valueOf(count));
    }
    return new MetricStatistics(
        BigDecimal.valueOf(count), BigDecimal.valueOf(sum), minimum, maximum, values);
  }

  private static double number(JsonNode object, String field, String path) throws ServiceError {
    if (!Fields.present(object, field)) {
      throw ServiceError.missing(path + "." + field);
    }
    return finite(object.get(field), path + "." + field);
  }

  private static double finite(JsonNode number, String path) throws ServiceError {
    double value = number.asDouble(Double.NaN);
    if (Double.isNaN(value) || Math.abs(value) > LARGEST) {
      throw ServiceError.invalidValue(
          String.format(
              Locale.ROOT, "The value %s for parameter %s is invalid.", number.asText(), path));
    }
    return value;
  }
}
