// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Lambda's runtime API with one invocation to give away. */
final class RuntimeApi implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads;
  private final byte[] event;
  private final AtomicBoolean given = new AtomicBoolean();
  private final CompletableFuture<String> answer = new CompletableFuture<>();
  private volatile long answeredMillis;

  private RuntimeApi(HttpServer server, ExecutorService threads, byte[] event) {
    this.server = server;
    this.threads = threads;
    this.event = event;
  }

  static RuntimeApi start(byte[] event) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    ExecutorService threads = Executors.newCachedThreadPool();
    server.setExecutor(threads);
    RuntimeApi api = new RuntimeApi(server, threads, event);
    server.createContext("/", api::handle);
    server.start();
    return api;
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** What the function answered, or the text of its error; null where it did not. */
  @Nullable String await(Duration limit) throws InterruptedException {
    try {
      return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return null;
    }
  }

  long answeredMillis() {
    return answeredMillis;
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (!exchange.getRequestURI().getPath().endsWith("/invocation/next")) {
      answeredMillis = System.currentTimeMillis();
      answer.complete(new String(body, UTF_8));
      exchange.sendResponseHeaders(202, -1);
      exchange.close();
      return;
    }
    if (given.getAndSet(true)) {
      // There is no second invocation: the function waits until its process is ended.
      return;
    }
    Headers headers = exchange.getResponseHeaders();
    headers.add("Lambda-Runtime-Aws-Request-Id", "request");
    headers.add("Lambda-Runtime-Deadline-Ms", Long.toString(System.currentTimeMillis() + 60_000));
    headers.add(
        "Lambda-Runtime-Invoked-Function-Arn",
        "arn:aws:lambda:eu-central-1:000000000000:function:function");
    headers.add("Lambda-Runtime-Trace-Id", "Root=1-00000000-000000000000000000000000;Sampled=0");
    headers.add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, event.length);
    exchange.getResponseBody().write(event);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
