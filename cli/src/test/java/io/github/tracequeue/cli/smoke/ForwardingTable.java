// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.smoke;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/**
 * Hands requests on to DynamoDB, until somebody has asked for the table's expiry; refuses from then
 * on.
 */
final class ForwardingTable implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpServer server;
  private final URI target;
  private volatile boolean refuses;

  private ForwardingTable(HttpServer server, URI target) {
    this.server = server;
    this.target = target;
  }

  static ForwardingTable start(URI dynamoDb) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ForwardingTable table = new ForwardingTable(server, dynamoDb);
    server.createContext("/", table::handle);
    server.start();
    return table;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] request = exchange.getRequestBody().readAllBytes();
    String operation = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    boolean refused = refuses;
    refuses |= operation.endsWith("DescribeTimeToLive");
    int status = 400;
    byte[] answer =
        "{\"__type\":\"com.amazon.coral.service#AccessDeniedException\",\"Message\":\"no\"}"
            .getBytes(UTF_8);
    if (!refused) {
      HttpResponse<byte[]> response = forward(exchange, operation, request);
      status = response.statusCode();
      answer = response.body();
    }
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
    exchange.sendResponseHeaders(status, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private HttpResponse<byte[]> forward(HttpExchange exchange, String operation, byte[] request)
      throws IOException {
    HttpRequest onward =
        HttpRequest.newBuilder(target)
            .header("X-Amz-Target", operation)
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("Authorization", exchange.getRequestHeaders().getFirst("Authorization"))
            .header("X-Amz-Date", exchange.getRequestHeaders().getFirst("X-Amz-Date"))
            .POST(BodyPublishers.ofByteArray(request))
            .build();
    try {
      return http.send(onward, BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
