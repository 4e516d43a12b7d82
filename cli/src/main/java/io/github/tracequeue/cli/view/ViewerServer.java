// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.view;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.tracequeue.query.ApiRequest;
import io.github.tracequeue.query.ApiResponse;
import io.github.tracequeue.query.Problem;
import io.github.tracequeue.query.QueryApi;
import io.github.tracequeue.query.ResponseEncoder;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The viewer and the API on 127.0.0.1, for one operator with their own AWS credentials. Other
 * machines cannot reach it, and other users of this one need the token in the URL.
 */
public final class ViewerServer implements AutoCloseable {

  private static final int THREADS = 8;

  private final HttpServer server;
  private final ExecutorService requests;
  private final QueryApi api;
  private final AccessCheck access;
  private final URI url;

  private ViewerServer(HttpServer server, DynamoDbClient dynamoDb, ViewerOptions options) {
    this.server = server;
    this.requests = Executors.newFixedThreadPool(THREADS, ViewerServer::daemon);
    this.api = QueryApi.create(dynamoDb, options.tableName(), options.shards(), options.alarms());
    int port = server.getAddress().getPort();
    String token = options.token() == null ? ViewerToken.random() : options.token();
    this.access = new AccessCheck(port, token);
    this.url = URI.create("http://127.0.0.1:" + port + '/' + token + '/');
  }

  /**
   * Starts the server.
   *
   * @param dynamoDb the caller closes it
   * @throws IOException if the port is in use
   */
  public static ViewerServer start(DynamoDbClient dynamoDb, ViewerOptions options)
      throws IOException {
    // Without this, the JDK's server delays each response by 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    HttpServer http = HttpServer.create(new InetSocketAddress(loopback, options.port()), 0);
    ViewerServer viewer = new ViewerServer(http, dynamoDb, options);
    http.setExecutor(viewer.requests);
    http.createContext("/", viewer::serve);
    http.start();
    return viewer;
  }

  /** The page's URL. Anyone on this machine who has it can read the table. */
  public URI url() {
    return url;
  }

  /** The problem and the action to take if the table cannot be read; else empty. */
  public Optional<String> tableProblem() {
    return api.tableProblem().map(Problem::detail);
  }

  /** Stops at once; the client given to {@link #start} stays open. */
  @Override
  public void close() {
    server.stop(0);
    requests.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    String path = exchange.getRequestURI().getRawPath();
    String query = exchange.getRequestURI().getRawQuery();
    send(exchange, answer(exchange.getRequestMethod(), path, query, headers));
    // Not in a finally block: after a failure it would end a truncated file as if it were complete.
    // Without it, the server aborts the connection.
    exchange.close();
  }

  private ApiResponse answer(
      String method, String path, String query, Map<String, String> headers) {
    ApiRequest request;
    ApiResponse response = access.refusal(path, headers).map(Problem::toResponse).orElse(null);
    try {
      request = ApiRequest.of(method, path, query, headers);
    } catch (IllegalArgumentException e) {
      return ResponseEncoder.encode(ApiRequest.get("/", ""), QueryApi.unreadable());
    }
    if (response != null) {
      return ResponseEncoder.encode(request, response);
    }
    String inner = access.withoutToken(path);
    if (inner.isEmpty()) {
      return ResponseEncoder.encode(
          request, new ApiResponse(308, Map.of("Location", url.getPath()), new byte[0], null));
    }
    ApiRequest own = new ApiRequest(request.method(), inner, request.query(), headers);
    return ResponseEncoder.encode(own, api.handle(own));
  }

  private static void send(HttpExchange exchange, ApiResponse response) throws IOException {
    response.headers().forEach(exchange.getResponseHeaders()::set);
    boolean hasBody = !exchange.getRequestMethod().equals("HEAD") && response.status() != 304;
    if (!hasBody) {
      exchange.sendResponseHeaders(response.status(), -1);
    } else if (response.stream() != null) {
      exchange.sendResponseHeaders(response.status(), 0);
      stream(response.stream(), exchange.getResponseBody());
    } else {
      byte[] body = response.body();
      exchange.sendResponseHeaders(response.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** Turns every failure into an IOException, at which the JDK's server aborts the connection. */
  private static void stream(ApiResponse.BodyWriter body, OutputStream out) throws IOException {
    try {
      body.writeTo(out);
    } catch (RuntimeException e) {
      throw new IOException("the response could not be completed", e);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "viewer-request");
    thread.setDaemon(true);
    return thread;
  }
}
