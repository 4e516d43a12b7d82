// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that implements enough of SQS, DynamoDB, CloudWatch and OTLP for all subjects. It
 * counts each call once and can simulate failures. It ends when its standard input closes.
 */
final class SinkServer {
  /** How the sink responds; a silent sink keeps the connection open. */
  enum Mode {
    OK,
    SILENT,
    DOWN
  }

  private static final byte[] EMPTY_CBOR = {(byte) 0xBF, (byte) 0xFF};

  private final Arrivals arrivals = new Arrivals();
  private volatile Mode mode = Mode.OK;
  private volatile long delayNanos;
  private volatile long callsPerSecond;

  private long freeAtNanos = System.nanoTime();

  private SinkServer() {}

  public static void main(String[] args) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
    server.setExecutor(
        Executors.newCachedThreadPool(
            work -> {
              var thread = new Thread(work, "sink");
              thread.setDaemon(true);
              return thread;
            }));
    SinkServer sink = new SinkServer();
    server.createContext("/control/", sink::control);
    server.createContext("/", sink::take);
    server.start();
    System.out.println("PORT " + server.getAddress().getPort());
    while (System.in.read() >= 0) {
      // Run until the parent process ends.
    }
    server.stop(0);
  }

  /** {@code /control/reset/0}, {@code /control/counts}, {@code /control/mode/OK/0/0}. */
  private void control(HttpExchange exchange) throws IOException {
    String[] path = exchange.getRequestURI().getPath().split("/", -1);
    switch (path[2]) {
      case "reset" -> arrivals.reset(Integer.parseInt(path[3]));
      case "mode" -> {
        mode = Mode.valueOf(path[3]);
        delayNanos = TimeUnit.MICROSECONDS.toNanos(Long.parseLong(path[4]));
        callsPerSecond = Long.parseLong(path[5]);
      }
      default -> {
        // Every control request returns the counts.
      }
    }
    answer(exchange, 200, "application/json", arrivals.toJson().getBytes(UTF_8));
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (mode == Mode.SILENT) {
      return;
    }
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    if (mode == Mode.DOWN) {
      answer(exchange, 503, "application/x-amz-json-1.0", "{}".getBytes(UTF_8));
      return;
    }
    int calls = Arrivals.count(body);
    pause(calls);
    if (target == null) {
      boolean isCloudWatch = exchange.getRequestHeaders().containsKey("smithy-protocol");
      exchange.getResponseHeaders().add("smithy-protocol", "rpc-v2-cbor");
      arrivals.add(body, false);
      answer(
          exchange,
          200,
          isCloudWatch ? "application/cbor" : "application/x-protobuf",
          isCloudWatch ? EMPTY_CBOR : new byte[0]);
      return;
    }
    boolean isWrite = target.endsWith(".PutItem");
    String answer = isWrite ? "{}" : SqsAnswer.to(new String(body, UTF_8), target);
    arrivals.add(body, isWrite);
    answer(exchange, 200, "application/x-amz-json-1.0", answer.getBytes(UTF_8));
  }

  /** Waits as required by the sink's delay and rate. */
  private void pause(int calls) {
    long wait = delayNanos;
    long rate = callsPerSecond;
    if (rate > 0) {
      wait += reserve(TimeUnit.SECONDS.toNanos(calls) / rate);
    }
    long end = System.nanoTime() + wait;
    for (long left = wait; left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private synchronized long reserve(long nanos) {
    long now = System.nanoTime();
    freeAtNanos = Math.max(freeAtNanos, now) + nanos;
    return freeAtNanos - now;
  }

  private static void answer(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }
}
