// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.github.tracequeue.testkit.LoopbackServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** A request to CloudWatch, in any of its protocols. */
final class CloudWatchRequest {
  private static final String NAMESPACE = "http://monitoring.amazonaws.com/doc/2010-08-01/";
  private static final int MAX_BODY_BYTES = 1_048_576;
  private static final String SERVICE = "GraniteServiceVersion20100801";
  private static final String CBOR_PREFIX = "/service/" + SERVICE + "/operation/";
  private static final String JSON_PREFIX = SERVICE + ".";

  private final HttpExchange exchange;
  private final Protocol protocol;
  private final String requestId = UUID.randomUUID().toString();
  private String operation = "";

  private CloudWatchRequest(HttpExchange exchange, Protocol protocol) {
    this.exchange = exchange;
    this.protocol = protocol;
  }

  private enum Protocol {
    CBOR,
    JSON,
    QUERY
  }

  static CloudWatchRequest of(HttpExchange exchange) {
    String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
    Protocol protocol =
        target(exchange) != null
            ? Protocol.JSON
            : type.startsWith("application/x-www-form-urlencoded") ? Protocol.QUERY : Protocol.CBOR;
    return new CloudWatchRequest(exchange, protocol);
  }

  /** Executes an operation. */
  interface Operations {
    /** Executes the request and returns the response. */
    ObjectNode perform(String operation, JsonNode request) throws ServiceError;
  }

  /** Reads the request, executes it and sends the response. */
  void answer(Operations operations) throws IOException {
    exchange.getResponseHeaders().set("x-amzn-RequestId", requestId);
    if (protocol == Protocol.CBOR) {
      exchange.getResponseHeaders().set("smithy-protocol", "rpc-v2-cbor");
    }
    try {
      JsonNode request = read();
      send(200, write(operations.perform(operation, request)));
    } catch (ServiceError e) {
      exchange.getResponseHeaders().set("x-amzn-query-error", e.code() + ";Sender");
      send(e.status(), write(e));
    }
  }

  private JsonNode read() throws IOException, ServiceError {
    byte[] body = body();
    if (protocol == Protocol.QUERY) {
      JsonNode form = QueryProtocol.read(body);
      operation = form.path("Action").asText();
      return form;
    }
    operation = operation();
    return smithy().read(body);
  }

  private byte[] write(ObjectNode answer) {
    return protocol == Protocol.QUERY
        ? QueryProtocol.write(NAMESPACE, operation, answer, requestId)
        : smithy().write(answer);
  }

  private byte[] write(ServiceError error) {
    return protocol == Protocol.QUERY
        ? QueryProtocol.write(NAMESPACE, error, requestId)
        : smithy().write(error);
  }

  private void send(int status, byte[] body) throws IOException {
    String contentType =
        switch (protocol) {
          case CBOR -> "application/cbor";
          case JSON -> "application/x-amz-json-1.0";
          case QUERY -> "text/xml";
        };
    LoopbackServer.answer(exchange, status, contentType, body);
  }

  private SmithyProtocol smithy() {
    return protocol == Protocol.CBOR ? SmithyProtocol.CBOR : SmithyProtocol.JSON;
  }

  private String operation() throws ServiceError {
    String target = target(exchange);
    if (target != null && target.startsWith(JSON_PREFIX)) {
      return target.substring(JSON_PREFIX.length());
    }
    String path = exchange.getRequestURI().getPath();
    if (path.startsWith(CBOR_PREFIX)) {
      return path.substring(CBOR_PREFIX.length());
    }
    throw ServiceError.unknownOperation("CloudWatch", "at " + path);
  }

  /**
   * The decompressed body. The limit applies to the decompressed size, so that a zip bomb is
   * refused.
   */
  private byte[] body() throws IOException, ServiceError {
    byte[] sent = readAtMost(exchange.getRequestBody());
    if (!"gzip".equalsIgnoreCase(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
      return sent;
    }
    try (InputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(sent))) {
      return readAtMost(unpacked);
    } catch (ZipException e) {
      throw ServiceError.notARequest("The request is not gzip.");
    }
  }

  private static byte[] readAtMost(InputStream in) throws IOException, ServiceError {
    byte[] bytes = in.readNBytes(MAX_BODY_BYTES + 1);
    if (bytes.length > MAX_BODY_BYTES) {
      throw ServiceError.tooLarge();
    }
    return bytes;
  }

  private static @Nullable String target(HttpExchange exchange) {
    return exchange.getRequestHeaders().getFirst("X-Amz-Target");
  }
}
