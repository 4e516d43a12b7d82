// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.metrics;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;

/** Writes CloudWatch's embedded metric format: log lines that become metrics. */
final class EmbeddedMetricFormat {

  /** The format's limit of values of one metric in one line. */
  private static final int MAX_VALUES = 100;

  private static final JsonFactory JSON = new JsonFactory();

  private EmbeddedMetricFormat() {}

  /**
   * One line for all metrics of the same time and dimensions, or several if there are many values.
   */
  static List<String> lines(String namespace, List<MetricDatum> data) {
    Map<Place, Map<Metric, List<Double>>> places = new LinkedHashMap<>();
    for (MetricDatum datum : data) {
      places
          .computeIfAbsent(
              new Place(datum.timestamp(), datum.dimensions()), place -> new LinkedHashMap<>())
          .computeIfAbsent(
              new Metric(datum.metricName(), datum.unitAsString()), metric -> new ArrayList<>())
          .addAll(values(datum));
    }
    List<String> lines = new ArrayList<>();
    places.forEach(
        (place, metrics) -> {
          for (int from = 0; hasMore(metrics, from); from += MAX_VALUES) {
            lines.add(line(namespace, place, metrics, from));
          }
        });
    return lines;
  }

  private static boolean hasMore(Map<Metric, List<Double>> metrics, int from) {
    return metrics.values().stream().anyMatch(values -> values.size() > from);
  }

  private static List<Double> values(MetricDatum datum) {
    if (!datum.hasValues()) {
      return List.of(datum.value());
    }
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < datum.values().size(); i++) {
      for (int n = 0; n < datum.counts().get(i); n++) {
        values.add(datum.values().get(i));
      }
    }
    return values;
  }

  private static String line(
      String namespace, Place place, Map<Metric, List<Double>> metrics, int from) {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      json.writeObjectFieldStart("_aws");
      json.writeNumberField("Timestamp", place.timestamp.toEpochMilli());
      json.writeArrayFieldStart("CloudWatchMetrics");
      json.writeStartObject();
      json.writeStringField("Namespace", namespace);
      json.writeArrayFieldStart("Dimensions");
      json.writeStartArray();
      for (Dimension dimension : place.dimensions) {
        json.writeString(dimension.name());
      }
      json.writeEndArray();
      json.writeEndArray();
      json.writeArrayFieldStart("Metrics");
      for (Map.Entry<Metric, List<Double>> metric : metrics.entrySet()) {
        if (metric.getValue().size() > from) {
          json.writeStartObject();
          json.writeStringField("Name", metric.getKey().name);
          json.writeStringField("Unit", metric.getKey().unit);
          json.writeEndObject();
        }
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
      for (Dimension dimension : place.dimensions) {
        json.writeStringField(dimension.name(), dimension.value());
      }
      for (Map.Entry<Metric, List<Double>> metric : metrics.entrySet()) {
        List<Double> values = metric.getValue();
        if (values.size() > from) {
          json.writeFieldName(metric.getKey().name);
          json.writeStartArray();
          for (double value : values.subList(from, Math.min(values.size(), from + MAX_VALUES))) {
            json.writeNumber(value);
          }
          json.writeEndArray();
        }
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    return line.toString();
  }

  private record Place(Instant timestamp, List<Dimension> dimensions) {}

  private record Metric(String name, String unit) {}
}
