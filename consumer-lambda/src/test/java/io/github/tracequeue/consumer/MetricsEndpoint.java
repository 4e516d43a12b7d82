// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.sun.net.httpserver.HttpExchange;
import io.github.tracequeue.testkit.LoopbackServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/** CloudWatch as the SDK calls it over HTTP; keeps the requests. */
final class MetricsEndpoint implements AutoCloseable {

  private static final CBORMapper CBOR = new CBORMapper();

  private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
  private final LoopbackServer server = LoopbackServer.start("cloudwatch", this::handle);

  URI uri() {
    return server.endpoint();
  }

  List<JsonNode> requests() {
    return requests;
  }

  /** The sum of a metric over all times, of one agent, or without a dimension for "". */
  double sum(String metric, String agent) {
    double sum = 0;
    for (JsonNode request : requests) {
      for (JsonNode datum : request.path("MetricData")) {
        String dimension = datum.path("Dimensions").path(0).path("Value").asText("");
        if (datum.path("MetricName").asText().equals(metric) && dimension.equals(agent)) {
          sum += datum.path("Value").asDouble();
          for (int i = 0; i < datum.path("Values").size(); i++) {
            sum += datum.path("Values").get(i).asDouble() * datum.path("Counts").get(i).asDouble();
          }
        }
      }
    }
    return sum;
  }

  private void handle(HttpExchange exchange) throws IOException {
    boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    try (InputStream body =
        zipped ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
      requests.add(CBOR.readTree(body.readAllBytes()));
    }
    byte[] empty = {(byte) 0xBF, (byte) 0xFF};
    exchange.getResponseHeaders().add("Content-Type", "application/cbor");
    exchange.getResponseHeaders().add("smithy-protocol", "rpc-v2-cbor");
    exchange.sendResponseHeaders(200, empty.length);
    exchange.getResponseBody().write(empty);
    exchange.close();
  }

  @Override
  public void close() {
    server.close();
  }
}
