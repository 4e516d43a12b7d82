// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.testkit.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.github.tracequeue.testkit.LoopbackServer;
import io.github.tracequeue.testkit.lambda.InvocationResult.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Lambda's Runtime API for one execution environment, one invocation at a time. Thread-safe. */
final class RuntimeApi implements AutoCloseable {
  private static final String PREFIX = "/2018-06-01/runtime/";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String functionArn;
  private final BlockingQueue<Invocation> inbox = new LinkedBlockingQueue<>();
  private final LoopbackServer server;
  private CompletableFuture<Void> idle = new CompletableFuture<>();
  private @Nullable Invocation current;

  private RuntimeApi(String functionArn) {
    this.functionArn = functionArn;
    this.server = LoopbackServer.start("runtime-api", this::serve);
  }

  static RuntimeApi start(String functionArn) {
    return new RuntimeApi(functionArn);
  }

  /** The host and port, for {@code AWS_LAMBDA_RUNTIME_API}. */
  String authority() {
    return server.authority();
  }

  /** Completes when the runtime asks for its next event; fails if it cannot start or has ended. */
  synchronized CompletableFuture<Void> idle() {
    return idle;
  }

  /** Passes an event to the runtime, which must be idle. */
  synchronized void offer(Invocation invocation) {
    current = invocation;
    if (idle.isCompletedExceptionally()) {
      invocation.fail(Reason.EXIT, "the function's process has ended");
      return;
    }
    idle = new CompletableFuture<>();
    inbox.add(invocation);
  }

  /** Fails the current invocation and all later ones, because the runtime's process has ended. */
  void ended(String message) {
    Invocation unfinished;
    CompletableFuture<Void> waiting;
    synchronized (this) {
      unfinished = current;
      waiting = idle;
      if (idle.isDone() && !idle.isCompletedExceptionally()) {
        idle = CompletableFuture.failedFuture(new IllegalStateException(message));
      }
    }
    if (unfinished != null) {
      unfinished.fail(Reason.EXIT, message);
    }
    waiting.completeExceptionally(new IllegalStateException(message));
  }

  @Override
  public void close() {
    server.close();
  }

  private void serve(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.equals(PREFIX + "invocation/next")) {
      next(exchange);
      return;
    }
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (path.equals(PREFIX + "restore/next")) {
      answer(exchange, 200, "");
    } else if (path.equals(PREFIX + "init/error")) {
      initFailed(body);
      accept(exchange);
    } else if (path.startsWith(PREFIX + "invocation/") && finish(path, body)) {
      accept(exchange);
    } else {
      reject(exchange);
    }
  }

  private void next(HttpExchange exchange) throws IOException {
    idle().complete(null);
    Invocation invocation;
    try {
      invocation = inbox.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      exchange.close();
      return;
    }
    Headers headers = exchange.getResponseHeaders();
    headers.set("Lambda-Runtime-Aws-Request-Id", invocation.requestId());
    headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(invocation.deadline().toEpochMilli()));
    headers.set("Lambda-Runtime-Invoked-Function-Arn", functionArn);
    headers.set("Lambda-Runtime-Trace-Id", traceId(invocation));
    answer(exchange, 200, invocation.event());
  }

  private synchronized boolean finish(String path, byte[] body) {
    Invocation invocation = current;
    if (invocation == null) {
      return false;
    }
    String prefix = PREFIX + "invocation/" + invocation.requestId();
    if (path.equals(prefix + "/response")) {
      if (body.length > FunctionSettings.MAX_PAYLOAD_BYTES) {
        invocation.fail(Reason.ERROR, "Function.ResponseSizeTooLarge: " + body.length + " bytes");
      } else {
        invocation
            .result()
            .complete(new InvocationResult.Answer(new String(body, StandardCharsets.UTF_8)));
      }
      return true;
    }
    if (path.equals(prefix + "/error")) {
      invocation.fail(Reason.ERROR, describe(body));
      return true;
    }
    return false;
  }

  private void initFailed(byte[] body) {
    idle().completeExceptionally(new IllegalStateException(describe(body)));
  }

  private static String describe(byte[] body) {
    try {
      JsonNode error = JSON.readTree(body);
      return error.path("errorType").asText() + ": " + error.path("errorMessage").asText();
    } catch (JsonProcessingException e) {
      return "an error that is not JSON";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String traceId(Invocation invocation) {
    String hex = invocation.requestId().replace("-", "").toLowerCase(Locale.ROOT);
    return String.format(
        Locale.ROOT, "Root=1-%s-%s;Sampled=0", hex.substring(0, 8), hex.substring(8, 32));
  }

  private static void accept(HttpExchange exchange) throws IOException {
    answer(exchange, 202, "{\"status\":\"OK\"}");
  }

  private static void reject(HttpExchange exchange) throws IOException {
    answer(
        exchange,
        400,
        "{\"errorMessage\":\"Invalid request ID\",\"errorType\":\"InvalidRequestID\"}");
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    LoopbackServer.answer(
        exchange, status, "application/json", json.getBytes(StandardCharsets.UTF_8));
  }
}
