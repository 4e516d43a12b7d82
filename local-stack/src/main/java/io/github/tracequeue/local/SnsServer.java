// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.github.tracequeue.testkit.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** An SNS endpoint that stores the messages published to any topic. Thread-safe. */
final class SnsServer implements AutoCloseable {
  private static final String NAMESPACE = "http://sns.amazonaws.com/doc/2010-03-31/";
  private static final int MAX_BODY_BYTES = 1_048_576;

  private final List<PublishedMessage> published = new CopyOnWriteArrayList<>();
  private final LoopbackServer server;

  private SnsServer(int port) {
    this.server = LoopbackServer.start("SNS", port, this::answer);
  }

  /**
   * Starts the server.
   *
   * @param port the port; 0 for any free one
   * @throws io.github.tracequeue.testkit.EmulatorException if the port is in use
   */
  static SnsServer start(int port) {
    return new SnsServer(port);
  }

  URI endpoint() {
    return server.endpoint();
  }

  /** The messages published so far, in order. */
  List<PublishedMessage> published() {
    return List.copyOf(published);
  }

  @Override
  public void close() {
    server.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String requestId = UUID.randomUUID().toString();
    byte[] body;
    int status = 200;
    try {
      JsonNode request = QueryProtocol.read(body(exchange));
      String action = request.path("Action").asText();
      body = QueryProtocol.write(NAMESPACE, action, perform(action, request), requestId);
    } catch (ServiceError e) {
      status = e.status();
      body = QueryProtocol.write(NAMESPACE, e, requestId);
    }
    LoopbackServer.answer(exchange, status, "text/xml", body);
  }

  private ObjectNode perform(String action, JsonNode request) throws ServiceError {
    if (!action.equals("Publish")) {
      throw ServiceError.unknownOperation("SNS", action);
    }
    published.add(
        new PublishedMessage(
            request.path("TopicArn").asText(),
            request.path("Subject").asText(),
            request.path("Message").asText()));
    return JsonNodeFactory.instance.objectNode().put("MessageId", UUID.randomUUID().toString());
  }

  private static byte[] body(HttpExchange exchange) throws IOException, ServiceError {
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
    if (body.length > MAX_BODY_BYTES) {
      throw ServiceError.tooLarge();
    }
    return body;
  }
}
