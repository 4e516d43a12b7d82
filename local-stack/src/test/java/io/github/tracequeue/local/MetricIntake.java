// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * CloudWatch for one run: takes metrics by its API and, as CloudWatch Logs does, from log lines in
 * the embedded metric format. Thread-safe.
 */
final class MetricIntake implements AutoCloseable {
  private final MetricStore store = MetricStore.inMemory();
  private final CloudWatchServer server = CloudWatchServer.start(0, store, Clock.systemUTC());
  private final String namespace;

  MetricIntake(String namespace) {
    this.namespace = namespace;
  }

  URI endpoint() {
    return server.endpoint();
  }

  String namespace() {
    return namespace;
  }

  /** Takes a log line in the embedded metric format. */
  void take(String line) {
    JsonNode json = Json.tree(line);
    JsonNode directive = json.get("_aws").get("CloudWatchMetrics").get(0);
    Map<String, String> dimensions = new HashMap<>();
    directive
        .get("Dimensions")
        .get(0)
        .forEach(name -> dimensions.put(name.asText(), json.get(name.asText()).asText()));
    List<MetricDatum> data = new ArrayList<>();
    for (JsonNode metric : directive.get("Metrics")) {
      String name = metric.get("Name").asText();
      MetricStatistics.Accumulator samples = new MetricStatistics.Accumulator();
      json.get(name).forEach(value -> samples.add(value.asDouble(), BigDecimal.ONE));
      data.add(
          new MetricDatum(
              new MetricKey(directive.get("Namespace").asText(), name, dimensions),
              metric.get("Unit").asText(),
              json.get("_aws").get("Timestamp").asLong() / 60_000,
              samples.statistics()));
    }
    store.add(data);
  }

  /** The sum of a count of the pipeline. */
  BigDecimal total(String name) {
    return store.sum(namespace, name, Set.of());
  }

  /** The sum of a metric over all agents. */
  BigDecimal overAgents(String name) {
    return store.sum(namespace, name, Set.of("Agent"));
  }

  /** How many samples a metric has. */
  BigDecimal samples(String name) {
    MetricStatistics all = store.total(new MetricKey(namespace, name, Map.of()));
    return all == null ? BigDecimal.ZERO : all.count();
  }

  @Override
  public void close() {
    server.close();
  }
}
