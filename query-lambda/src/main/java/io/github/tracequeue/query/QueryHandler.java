// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.github.tracequeue.store.Shards;
import io.github.tracequeue.store.TraceQueries;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The API behind a Lambda function URL, which checks the caller's IAM identity.
 *
 * <p>Reads {@code TRACEQUEUE_TABLE} and {@code TRACEQUEUE_SHARDS} (default 1).
 */
public final class QueryHandler implements RequestStreamHandler {

  // Lambda's limit is 6 MB, including the response around the body.
  private static final int MAX_RESPONSE_BYTES = 6_000_000;

  private static final byte[] WARM_UP =
      "{\"rawPath\":\"/openapi.json\",\"requestContext\":{\"http\":{\"method\":\"GET\"}}}"
          .getBytes(StandardCharsets.UTF_8);

  private final QueryApi api;

  /** Called by Lambda. */
  public QueryHandler() {
    this(System.getenv());
  }

  QueryHandler(Map<String, String> environment) {
    this(context(environment));
  }

  QueryHandler(ApiContext context) {
    this.api = QueryApi.create(context);
    warmUp();
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    output.write(answer(input));
  }

  private byte[] answer(InputStream input) throws IOException {
    ApiRequest request;
    try {
      request = FunctionUrl.request(input);
    } catch (IllegalArgumentException e) {
      return FunctionUrl.response(
          ResponseEncoder.encode(ApiRequest.get("/", ""), QueryApi.unreadable()));
    }
    byte[] answer = FunctionUrl.response(ResponseEncoder.encode(request, api.handle(request)));
    return answer.length <= MAX_RESPONSE_BYTES
        ? answer
        : FunctionUrl.response(ResponseEncoder.encode(request, tooLarge().toResponse()));
  }

  private static Problem tooLarge() {
    return Problem.of(
        "answer-too-large",
        413,
        "Response too large",
        "The response exceeds Lambda's limit of 6 MB. Send Accept-Encoding: gzip, or request fewer"
            + " items.");
  }

  /** Loads the classes that a request needs at start-up, or before a snapshot. */
  private void warmUp() {
    try {
      answer(new ByteArrayInputStream(WARM_UP));
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory cannot fail", e);
    }
  }

  /** Checks the environment first, so that an error names the missing variable. */
  private static ApiContext context(Map<String, String> environment) {
    String table = required(environment, "TRACEQUEUE_TABLE");
    Shards shards =
        new Shards(Integer.parseInt(environment.getOrDefault("TRACEQUEUE_SHARDS", "1")));
    DynamoDbClient dynamoDb = dynamoDb();
    InstantSource clock = InstantSource.system();
    return new ApiContext(
        dynamoDb,
        table,
        TraceQueries.create(dynamoDb, table, shards, clock, Threads.daemons("shard-read", 16)),
        AlarmSource.NONE,
        clock,
        Threads.daemons("agent-read", 8),
        false);
  }

  private static DynamoDbClient dynamoDb() {
    return DynamoDbClient.builder()
        .httpClient(UrlConnectionHttpClient.create())
        .overrideConfiguration(
            settings ->
                settings
                    .apiCallAttemptTimeout(Duration.ofSeconds(5))
                    .apiCallTimeout(Duration.ofSeconds(15)))
        .build();
  }

  private static String required(Map<String, String> environment, String name) {
    String value = environment.getOrDefault(name, "");
    if (value.isBlank()) {
      throw new IllegalArgumentException("the environment variable " + name + " is not set");
    }
    return value;
  }
}
