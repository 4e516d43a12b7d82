// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.adapter.testkit;

import com.sun.net.httpserver.HttpExchange;
import io.github.tracequeue.testkit.LoopbackServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One answer of a provider: its status, headers and body, and whether the connection then breaks.
 */
public final class ProviderAnswer {
  private final int status;
  private final String contentType;
  private final byte[] body;
  private final Map<String, String> headers;
  private final boolean isBroken;

  private ProviderAnswer(
      int status, String contentType, byte[] body, Map<String, String> headers, boolean isBroken) {
    this.status = status;
    this.contentType = contentType;
    this.body = body;
    this.headers = headers;
    this.isBroken = isBroken;
  }

  /** A JSON body. */
  public static ProviderAnswer json(String body) {
    return of(200, "application/json", body);
  }

  /** A stream of server-sent events: each is its data, with its {@code type} as its name. */
  public static ProviderAnswer events(String... data) {
    StringBuilder stream = new StringBuilder();
    for (String each : data) {
      String type = ExactJson.read(each).path("type").asText();
      if (!type.isEmpty()) {
        stream.append("event: ").append(type).append('\n');
      }
      stream.append("data: ").append(each.replace("\n", "")).append("\n\n");
    }
    return of(200, "text/event-stream", stream.toString());
  }

  /** Like {@link #events}, followed by OpenAI's mark of the end. */
  public static ProviderAnswer eventsThenDone(String... data) {
    ProviderAnswer events = events(data);
    return of(200, events.contentType, events.text() + "data: [DONE]\n\n");
  }

  /** Bytes of another type. */
  public static ProviderAnswer bytes(String contentType, byte[] body) {
    return new ProviderAnswer(200, contentType, body, Map.of(), false);
  }

  /** A failure with a JSON body. */
  public static ProviderAnswer failed(int status, String body) {
    // No client should wait before it tries again.
    return of(status, "application/json", body).with("Retry-After-Ms", "1");
  }

  /** A failure as AWS's services answer. */
  public static ProviderAnswer failedAtAws(int status, String code) {
    return failed(status, "{\"message\":\"no\"}").with("X-Amzn-ErrorType", code);
  }

  /** The same answer with another header. */
  public ProviderAnswer with(String name, String value) {
    Map<String, String> all = new HashMap<>(headers);
    all.put(name, value);
    return new ProviderAnswer(status, contentType, body, all, isBroken);
  }

  /** The same answer, after which the connection breaks. */
  public ProviderAnswer thenBroken() {
    return new ProviderAnswer(status, contentType, body, headers, true);
  }

  private static ProviderAnswer of(int status, String contentType, String body) {
    return new ProviderAnswer(
        status, contentType, body.getBytes(StandardCharsets.UTF_8), Map.of(), false);
  }

  void send(HttpExchange exchange) throws IOException {
    headers.forEach(exchange.getResponseHeaders()::set);
    if (!isBroken) {
      LoopbackServer.answer(exchange, status, contentType, body);
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", contentType);
    // Fewer bytes than announced: the client sees that the connection is closed too early.
    exchange.sendResponseHeaders(status, body.length + 1_000L);
    OutputStream out = exchange.getResponseBody();
    out.write(body);
    out.flush();
    exchange.close();
  }

  private String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%d %s, %d bytes", status, contentType, body.length);
  }
}
