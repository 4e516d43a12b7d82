// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A service of AWS that gives the answers of a list, the last one for ever, and notes who asks. */
public final class StubEndpoint implements AutoCloseable {
  private static final ObjectMapper CBOR = new ObjectMapper(new CBORFactory());

  private final HttpServer server;
  private final List<Answer> answers;
  private final List<String> authorizations = Collections.synchronizedList(new ArrayList<>());

  private StubEndpoint(HttpServer server, List<Answer> answers) {
    this.server = server;
    this.answers = answers;
  }

  /** What a request gets; the text is JSON, and sent as CBOR to those that speak it. */
  public record Answer(int status, String contentType, String json) {

    /** As DynamoDB answers. */
    public static Answer json(int status, String json) {
      return new Answer(status, "application/x-amz-json-1.0", json);
    }

    /** As CloudWatch answers. */
    public static Answer cbor(int status, String json) {
      return new Answer(status, "application/cbor", json);
    }

    private boolean isCbor() {
      return contentType.endsWith("cbor");
    }

    private byte[] body() throws IOException {
      return isCbor()
          ? CBOR.writeValueAsBytes(new ObjectMapper().readTree(json))
          : json.getBytes(UTF_8);
    }
  }

  public static StubEndpoint start(Answer... answers) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      StubEndpoint endpoint = new StubEndpoint(server, List.of(answers));
      server.createContext("/", endpoint::answer);
      server.start();
      return endpoint;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The header Authorization of each request. */
  public List<String> authorizations() {
    return List.copyOf(authorizations);
  }

  private void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    int before = authorizations.size();
    authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
    Answer answer = answers.get(Math.min(before, answers.size() - 1));
    exchange.getResponseHeaders().set("Content-Type", answer.contentType());
    if (answer.isCbor()) {
      exchange.getResponseHeaders().set("smithy-protocol", "rpc-v2-cbor");
    }
    byte[] body = answer.body();
    exchange.sendResponseHeaders(answer.status(), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
