// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import com.sun.net.httpserver.HttpExchange;
import io.github.tracequeue.store.Shards;
import io.github.tracequeue.testkit.DynamoDbLocal;
import io.github.tracequeue.testkit.LoopbackServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * DynamoDB Local behind a proxy that can fail: it then answers every request with the same error,
 * as DynamoDB or a proxy before it does.
 */
final class FailingTable implements AutoCloseable {

  private static final int WORKS = 200;
  private static final List<String> HEADERS =
      List.of("X-Amz-Target", "Content-Type", "Authorization", "X-Amz-Date");

  private final HttpClient http = HttpClient.newHttpClient();
  private volatile int status = WORKS;
  private volatile @Nullable String code;
  private final LoopbackServer server = LoopbackServer.start("failing-table", this::serve);
  private final DynamoDbClient client =
      DynamoDbClient.builder()
          .endpointOverride(server.endpoint())
          .region(Region.EU_CENTRAL_1)
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
          .httpClient(UrlConnectionHttpClient.create())
          .overrideConfiguration(o -> o.retryStrategy(DefaultRetryStrategy.doNotRetry()))
          .build();

  private FailingTable() {}

  static FailingTable start() {
    return new FailingTable();
  }

  /**
   * Fails from now on.
   *
   * @param errorCode DynamoDB's; null for an answer without a body
   */
  void fail(int httpStatus, @Nullable String errorCode) {
    status = httpStatus;
    code = errorCode;
  }

  /** Works again. */
  void recover() {
    status = WORKS;
  }

  PageServer page(String tableName) {
    return PageServer.start(QueryApi.create(client, tableName, Shards.ONE, AlarmSource.NONE));
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }

  private void serve(HttpExchange exchange) throws IOException {
    String error = code;
    byte[] request = exchange.getRequestBody().readAllBytes();
    if (status == WORKS) {
      forward(exchange, request);
    } else if (error == null) {
      exchange.sendResponseHeaders(status, -1);
    } else {
      byte[] body =
          ("{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + error + "\",\"message\":\"No.\"}")
              .getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private void forward(HttpExchange exchange, byte[] body) throws IOException {
    HttpRequest.Builder onward =
        HttpRequest.newBuilder(DynamoDbLocal.endpoint()).POST(BodyPublishers.ofByteArray(body));
    HEADERS.forEach(name -> onward.header(name, exchange.getRequestHeaders().getFirst(name)));
    try {
      HttpResponse<byte[]> answer = http.send(onward.build(), BodyHandlers.ofByteArray());
      exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
      exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
