// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tracequeue.testkit.LoopbackServer;
import java.net.URI;
import java.time.Clock;

/** A CloudWatch endpoint that stores metrics and answers queries about them. Thread-safe. */
final class CloudWatchServer implements AutoCloseable {
  private final MetricStore store;
  private final MetricQueries queries;
  private final Clock clock;
  private final LoopbackServer server;

  private CloudWatchServer(int port, MetricStore store, Clock clock) {
    this.store = store;
    this.queries = new MetricQueries(store);
    this.clock = clock;
    this.server =
        LoopbackServer.start(
            "CloudWatch", port, exchange -> CloudWatchRequest.of(exchange).answer(this::perform));
  }

  /**
   * Starts the server.
   *
   * @param port the port; 0 for any free one
   * @param clock the clock for checking timestamps
   * @throws io.github.tracequeue.testkit.EmulatorException if the port is in use
   */
  static CloudWatchServer start(int port, MetricStore store, Clock clock) {
    return new CloudWatchServer(port, store, clock);
  }

  URI endpoint() {
    return server.endpoint();
  }

  @Override
  public void close() {
    server.close();
  }

  /** A local stack has no alarms. */
  private static ObjectNode noAlarms() {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.putArray("MetricAlarms");
    answer.putArray("CompositeAlarms");
    return answer;
  }

  private ObjectNode perform(String operation, JsonNode request) throws ServiceError {
    return switch (operation) {
      case "PutMetricData" -> {
        store.add(PutMetricData.parse(request, clock.instant()));
        yield JsonNodeFactory.instance.objectNode();
      }
      case "ListMetrics" -> queries.listMetrics(request);
      case "GetMetricStatistics" -> queries.getMetricStatistics(request);
      case "GetMetricData" -> queries.getMetricData(request);
      case "DescribeAlarms" -> noAlarms();
      default -> throw ServiceError.unknownOperation("CloudWatch", operation);
    };
  }
}
