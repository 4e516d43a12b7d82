// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import com.sun.net.httpserver.HttpExchange;
import io.github.tracequeue.store.Shards;
import io.github.tracequeue.testkit.LoopbackServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A table that answers every request with the same error, as DynamoDB or a proxy before it does.
 */
final class FailingTable implements AutoCloseable {

  private volatile int status = 502;
  private volatile @Nullable String code;
  private final LoopbackServer server = LoopbackServer.start("failing-table", this::serve);
  private final DynamoDbClient client =
      DynamoDbClient.builder()
          .endpointOverride(server.endpoint())
          .region(Region.EU_CENTRAL_1)
          .credentialsProvider(AnonymousCredentialsProvider.create())
          .httpClient(UrlConnectionHttpClient.create())
          .overrideConfiguration(o -> o.retryStrategy(DefaultRetryStrategy.doNotRetry()))
          .build();

  private FailingTable() {}

  static FailingTable start() {
    return new FailingTable();
  }

  /**
   * Sets the answer.
   *
   * @param errorCode DynamoDB's; null for an answer without a body
   */
  void answer(int httpStatus, @Nullable String errorCode) {
    status = httpStatus;
    code = errorCode;
  }

  PageServer page() {
    return PageServer.start(QueryApi.create(client, "t", Shards.ONE, AlarmSource.NONE));
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }

  private void serve(HttpExchange exchange) throws IOException {
    String error = code;
    exchange.getRequestBody().readAllBytes();
    if (error == null) {
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
}
