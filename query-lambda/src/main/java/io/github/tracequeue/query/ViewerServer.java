// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The viewer and the API on 127.0.0.1, for one operator with their own AWS credentials: nothing is
 * reachable from another machine, and nothing on this one without the token in the URL.
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
    this.requests = Threads.daemons("viewer-request", THREADS);
    this.api = QueryApi.create(dynamoDb, options.tableName(), options.shards(), options.alarms());
    int port = server.getAddress().getPort();
    String token = newToken();
    this.access = new AccessCheck(port, token);
    this.url = URI.create("http://127.0.0.1:" + port + '/' + token + '/');
  }

  /**
   * Starts to serve.
   *
   * @param dynamoDb stays the caller's to close
   * @throws IOException if the port is taken
   */
  public static ViewerServer start(DynamoDbClient dynamoDb, ViewerOptions options)
      throws IOException {
    // Without it the JDK's server holds each answer back for 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    HttpServer http = HttpServer.create(new InetSocketAddress(loopback, options.port()), 0);
    ViewerServer viewer = new ViewerServer(http, dynamoDb, options);
    http.setExecutor(viewer.requests);
    http.createContext("/", viewer::serve);
    http.start();
    return viewer;
  }

  /** The page's address; whoever has it can read the table through this server. */
  public URI url() {
    return url;
  }

  /** Why the table cannot be read, and what to do about it; empty where it can. */
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
    // Not in a finally: after a failure this would end a cut file as if it were whole, while the
    // server, left alone, cuts the connection.
    exchange.close();
  }

  private ApiResponse answer(
      String method, String path, String query, Map<String, String> headers) {
    ApiRequest request;
    ApiResponse response = access.refusal(path, headers).map(Problem::toResponse).orElse(null);
    try {
      request = ApiRequest.of(method, path, query, headers);
    } catch (IllegalArgumentException e) {
      return Delivery.of(ApiRequest.get("/", ""), QueryApi.unreadable());
    }
    if (response != null) {
      return Delivery.of(request, response);
    }
    String inner = access.withoutToken(path);
    if (inner.isEmpty()) {
      return Delivery.of(
          request, new ApiResponse(308, Map.of("Location", url.getPath()), new byte[0], null));
    }
    ApiRequest own = new ApiRequest(request.method(), inner, request.query(), headers);
    return Delivery.of(own, api.handle(own));
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

  /** Every failure as one of I/O, at which the JDK's server cuts the connection for certain. */
  private static void stream(ApiResponse.BodyWriter body, OutputStream out) throws IOException {
    try {
      body.writeTo(out);
    } catch (RuntimeException e) {
      throw new IOException("the answer could not be written to its end", e);
    }
  }

  private static String newToken() {
    byte[] random = new byte[18];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }
}
