// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import com.sun.net.httpserver.HttpExchange;
import io.github.tracequeue.store.Shards;
import io.github.tracequeue.testkit.DynamoDbLocal;
import io.github.tracequeue.testkit.LoopbackServer;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Serves the viewer's page and the API below a path, for a browser. */
final class PageServer implements AutoCloseable {
  private static final String BASE = "/page";

  private final QueryApi api;
  private final LoopbackServer server = LoopbackServer.start("page", this::serve);

  private PageServer(QueryApi api) {
    this.api = api;
  }

  static PageServer start(String table, AlarmSource alarms) {
    return start(QueryApi.create(DynamoDbLocal.client(), table, Shards.ONE, alarms));
  }

  static PageServer start(QueryApi api) {
    return new PageServer(api);
  }

  String url() {
    return server.endpoint() + BASE + "/";
  }

  @Override
  public void close() {
    server.close();
  }

  private void serve(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new HashMap<>();
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
    ApiRequest request =
        ApiRequest.of(
            exchange.getRequestMethod(),
            exchange.getRequestURI().getRawPath().substring(BASE.length()),
            exchange.getRequestURI().getRawQuery(),
            headers);
    ApiResponse response = ResponseEncoder.encode(request, api.handle(request));
    response.headers().forEach(exchange.getResponseHeaders()::set);
    ApiResponse.BodyWriter stream = response.stream();
    boolean empty = stream == null && response.body().length == 0;
    exchange.sendResponseHeaders(
        response.status(), stream != null ? 0 : empty ? -1 : response.body().length);
    if (stream != null) {
      stream.writeTo(exchange.getResponseBody());
    } else if (!empty) {
      exchange.getResponseBody().write(response.body());
    }
    exchange.close();
  }
}
