// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.examples.standin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where the model of an example is: at its provider if the API key is in the environment, or else a
 * server in this process that gives every request the same answer.
 */
public final class ModelEndpoint implements AutoCloseable {
  private static final String NO_KEY = "none";

  private final String url;
  private final String key;
  private final @Nullable HttpServer server;

  private ModelEndpoint(String url, String key, @Nullable HttpServer server) {
    this.url = url;
    this.key = key;
    this.server = server;
  }

  /** Anthropic if {@code ANTHROPIC_API_KEY} is set. */
  public static ModelEndpoint anthropic() throws IOException {
    return providerOrStandIn("https://api.anthropic.com", "ANTHROPIC_API_KEY");
  }

  /** OpenAI if {@code OPENAI_API_KEY} is set. */
  public static ModelEndpoint openAi() throws IOException {
    return providerOrStandIn("https://api.openai.com", "OPENAI_API_KEY");
  }

  /** Always the server in this process, which answers as Anthropic, OpenAI and Bedrock do. */
  public static ModelEndpoint standIn() throws IOException {
    HttpServer server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
    server.createContext("/", ModelEndpoint::answer);
    server.start();
    return new ModelEndpoint("http://127.0.0.1:" + server.getAddress().getPort(), NO_KEY, server);
  }

  private static ModelEndpoint providerOrStandIn(String url, String variable) throws IOException {
    String key = System.getenv(variable);
    if (key != null && !key.isBlank()) {
      return new ModelEndpoint(url, key, null);
    }
    System.out.println(variable + " is not set: a server in this process answers");
    return standIn();
  }

  /** The base URL, without a slash at its end. */
  public String url() {
    return url;
  }

  /** The API key; that of the server in this process is any text. */
  public String key() {
    return key;
  }

  @Override
  public void close() {
    if (server != null) {
      server.stop(0);
    }
  }

  private static void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath();
    byte[] body = CannedAnswers.forPath(path).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
