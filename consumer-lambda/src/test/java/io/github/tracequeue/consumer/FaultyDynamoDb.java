// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import io.github.tracequeue.testkit.DynamoDbLocal;
import io.github.tracequeue.testkit.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** A proxy before DynamoDB Local that does to each write what the test says. */
final class FaultyDynamoDb implements AutoCloseable {

  /** What happens to one write. */
  enum Fault {
    NONE,
    /** The write is done, and the connection closed without an answer. */
    ANSWER_LOST,
    /** Not done: too many writes for the key. */
    THROTTLED,
    /** Not done: an error of the service. */
    SERVER_ERROR,
    /** Not done: a proxy in front of the service answers, with a page and without an error code. */
    BAD_GATEWAY,
    /** The write is done, and the answer comes half a second later. */
    SLOW,
    /** The write is done, and the answer never comes. */
    HANGS
  }

  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicInteger writes = new AtomicInteger();
  private final Semaphore done = new Semaphore(0);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final IntFunction<Fault> faults;
  private final LoopbackServer server;

  private FaultyDynamoDb(IntFunction<Fault> faults) {
    this.faults = faults;
    this.server = LoopbackServer.start("faulty-dynamodb", this::handle);
  }

  /** A proxy that asks for the fault of each write by its number from 0. */
  static FaultyDynamoDb start(IntFunction<Fault> faults) {
    return new FaultyDynamoDb(faults);
  }

  URI uri() {
    return server.endpoint();
  }

  /** How many writes came so far, with those that the SDK repeated. */
  int writes() {
    return writes.get();
  }

  /** Waits until the table has done so many writes. */
  void awaitDone(int count) throws InterruptedException {
    if (!done.tryAcquire(count, 30, TimeUnit.SECONDS)) {
      throw new IllegalStateException("fewer than " + count + " writes were done");
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] request = exchange.getRequestBody().readAllBytes();
    Fault fault = faults.apply(writes.getAndIncrement());
    if (fault == Fault.BAD_GATEWAY) {
      answer(exchange, 502, "<html>Bad Gateway</html>".getBytes(UTF_8));
      return;
    }
    if (fault == Fault.THROTTLED || fault == Fault.SERVER_ERROR) {
      boolean throttled = fault == Fault.THROTTLED;
      String type = throttled ? "ProvisionedThroughputExceededException" : "InternalServerError";
      String body =
          "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + type + "\",\"message\":\"no\"}";
      answer(exchange, throttled ? 400 : 500, body.getBytes(UTF_8));
      return;
    }
    HttpResponse<byte[]> response = forward(exchange, request);
    done.release();
    switch (fault) {
      case ANSWER_LOST -> exchange.close();
      case SLOW -> {
        awaitClose(500);
        answer(exchange, response.statusCode(), response.body());
      }
      case HANGS -> {
        awaitClose(60_000);
        exchange.close();
      }
      default -> answer(exchange, response.statusCode(), response.body());
    }
  }

  private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] request) throws IOException {
    HttpRequest.Builder forwarded =
        HttpRequest.newBuilder(DynamoDbLocal.endpoint())
            .POST(HttpRequest.BodyPublishers.ofByteArray(request));
    for (String name :
        new String[] {"X-Amz-Target", "Authorization", "Content-Type", "X-Amz-Date"}) {
      forwarded.header(name, exchange.getRequestHeaders().getFirst(name));
    }
    try {
      return client.send(forwarded.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.0");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @SuppressWarnings("ReturnValueIgnored") // Closed or not, the time is what counts.
  private void awaitClose(long atMostMillis) {
    try {
      closed.await(atMostMillis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.close();
  }
}
