// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Lambda's runtime API, from which AWS's runtime client takes invocations. */
final class RuntimeApi implements AutoCloseable {

  private final BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
  private final Map<String, Invocation> running = new ConcurrentHashMap<>();
  private final CountDownLatch ready = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final LoopbackServer server = LoopbackServer.start(this::handle);

  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Invocation(
      String id, byte[] event, Duration timeout, CompletableFuture<String> answer) {}

  int port() {
    return server.port();
  }

  /** Gives an event to the function; an error of the function ends the future with its text. */
  CompletableFuture<String> invoke(byte[] event, Duration timeout) {
    Invocation invocation =
        new Invocation(UUID.randomUUID().toString(), event, timeout, new CompletableFuture<>());
    waiting.add(invocation);
    return invocation.answer;
  }

  /** Waits until the function asks for its first invocation. */
  void awaitReady() throws InterruptedException {
    if (!ready.await(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the function did not start within a minute");
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (path.endsWith("/invocation/next")) {
      next(exchange);
      return;
    }
    if (path.endsWith("/restore/next")) {
      answer(exchange, 200, new byte[0]);
      return;
    }
    String[] parts = path.split("/", -1);
    String outcome = parts[parts.length - 1];
    Invocation invocation = running.remove(parts[parts.length - 2]);
    if (invocation != null && outcome.equals("response")) {
      invocation.answer.complete(new String(body, UTF_8));
    } else if (invocation != null) {
      invocation.answer.completeExceptionally(new IllegalStateException(new String(body, UTF_8)));
    }
    answer(exchange, 202, new byte[0]);
  }

  private void next(HttpExchange exchange) throws IOException {
    ready.countDown();
    Invocation invocation = null;
    try {
      while (invocation == null && closed.getCount() > 0) {
        invocation = waiting.poll(100, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (invocation == null) {
      exchange.close();
      return;
    }
    running.put(invocation.id, invocation);
    long deadline = System.currentTimeMillis() + invocation.timeout.toMillis();
    Headers headers = exchange.getResponseHeaders();
    headers.add("Lambda-Runtime-Aws-Request-Id", invocation.id);
    headers.add("Lambda-Runtime-Deadline-Ms", Long.toString(deadline));
    headers.add(
        "Lambda-Runtime-Invoked-Function-Arn",
        "arn:aws:lambda:eu-central-1:000000000000:function:consumer");
    headers.add("Lambda-Runtime-Trace-Id", "Root=1-00000000-000000000000000000000000;Sampled=0");
    headers.add("Content-Type", "application/json");
    answer(exchange, 200, invocation.event);
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  @Override
  public void close() {
    closed.countDown();
    server.close();
  }
}
