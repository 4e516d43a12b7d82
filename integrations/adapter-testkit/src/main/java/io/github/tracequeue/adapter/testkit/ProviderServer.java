// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.adapter.testkit;

import com.sun.net.httpserver.HttpExchange;
import io.github.tracequeue.testkit.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An HTTP server on 127.0.0.1 that returns prepared answers, one for each request to any path.
 * Thread-safe.
 */
public final class ProviderServer implements AutoCloseable {
  private final Queue<ProviderAnswer> answers = new ConcurrentLinkedQueue<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> traceparents = new CopyOnWriteArrayList<>();
  private final LoopbackServer server;

  private ProviderServer() {
    server = LoopbackServer.start("provider", this::handle);
  }

  /** Starts a server on any free port. */
  public static ProviderServer start() {
    return new ProviderServer();
  }

  /** The base URL, without a slash at its end. */
  public URI url() {
    return server.endpoint();
  }

  /** Clears the requests so far, and returns these answers next. */
  public ProviderServer answers(ProviderAnswer... next) {
    answers.clear();
    requests.clear();
    traceparents.clear();
    answers.addAll(List.of(next));
    return this;
  }

  /** The bodies of the requests so far. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** The headers {@code traceparent} of the requests so far, without those that had none. */
  public List<String> traceparents() {
    return List.copyOf(traceparents);
  }

  @Override
  public void close() {
    server.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    requests.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    String traceparent = exchange.getRequestHeaders().getFirst("traceparent");
    if (traceparent != null) {
      traceparents.add(traceparent);
    }
    ProviderAnswer answer = answers.poll();
    if (answer == null) {
      answer = ProviderAnswer.failed(404, "{\"error\":{\"message\":\"no answer is left\"}}");
    }
    answer.send(exchange);
  }
}
