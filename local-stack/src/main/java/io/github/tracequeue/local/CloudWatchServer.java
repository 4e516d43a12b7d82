// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** A CloudWatch endpoint that keeps the metrics it receives and gives them back. Thread-safe. */
final class CloudWatchServer implements AutoCloseable {
  private static final int MAX_BODY_BYTES = 1_048_576;
  private static final String SERVICE = "GraniteServiceVersion20100801";
  private static final String CBOR_PREFIX = "/service/" + SERVICE + "/operation/";

  private final MetricStore store;
  private final MetricQueries queries;
  private final Clock clock;
  private final LoopbackServer server;

  private CloudWatchServer(int port, MetricStore store, Clock clock) {
    this.store = store;
    this.queries = new MetricQueries(store);
    this.clock = clock;
    this.server = LoopbackServer.start("CloudWatch", port, this::serve);
  }

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

  private void serve(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    WireFormat format = target == null ? WireFormat.CBOR : WireFormat.JSON;
    exchange.getResponseHeaders().set("x-amzn-RequestId", UUID.randomUUID().toString());
    if (format == WireFormat.CBOR) {
      exchange.getResponseHeaders().set("smithy-protocol", "rpc-v2-cbor");
    }
    try {
      byte[] body = body(exchange);
      String operation = operation(path, target);
      ObjectNode answer = perform(operation, format.read(body));
      LoopbackServer.answer(exchange, 200, format.contentType(), format.write(answer));
    } catch (CloudWatchError e) {
      ObjectNode error = JsonNodeFactory.instance.objectNode();
      error.put("__type", e.shape());
      error.put("message", String.valueOf(e.getMessage()));
      exchange.getResponseHeaders().set("x-amzn-query-error", e.code() + ";Sender");
      LoopbackServer.answer(exchange, e.status(), format.contentType(), format.write(error));
    }
  }

  private ObjectNode perform(String operation, JsonNode request) throws CloudWatchError {
    return switch (operation) {
      case "PutMetricData" -> {
        store.add(PutMetricData.parse(request, clock.instant()));
        yield JsonNodeFactory.instance.objectNode();
      }
      case "ListMetrics" -> queries.listMetrics(request);
      case "GetMetricStatistics" -> queries.getMetricStatistics(request);
      case "GetMetricData" -> queries.getMetricData(request);
      default -> throw CloudWatchError.unknownOperation(operation);
    };
  }

  private static String operation(String path, @Nullable String target) throws CloudWatchError {
    if (target != null && target.startsWith(SERVICE + ".")) {
      return target.substring(SERVICE.length() + 1);
    }
    if (path.startsWith(CBOR_PREFIX)) {
      return path.substring(CBOR_PREFIX.length());
    }
    throw CloudWatchError.unknownOperation("at " + path);
  }

  /** The body, unpacked; the limit is on what it unpacks to, so that a small bomb is refused. */
  private static byte[] body(HttpExchange exchange) throws IOException, CloudWatchError {
    byte[] sent = readAtMost(exchange.getRequestBody());
    if (!"gzip".equalsIgnoreCase(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
      return sent;
    }
    try (InputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(sent))) {
      return readAtMost(unpacked);
    } catch (ZipException e) {
      throw CloudWatchError.notARequest("The request is not gzip.");
    }
  }

  private static byte[] readAtMost(InputStream in) throws IOException, CloudWatchError {
    byte[] bytes = in.readNBytes(MAX_BODY_BYTES + 1);
    if (bytes.length > MAX_BODY_BYTES) {
      throw CloudWatchError.tooLarge();
    }
    return bytes;
  }
}
