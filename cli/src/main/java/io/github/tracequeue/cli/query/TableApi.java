// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.query;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.tracequeue.cli.options.ProblemException;
import io.github.tracequeue.cli.options.TableAccess;
import io.github.tracequeue.cli.options.UsageException;
import io.github.tracequeue.query.AlarmSource;
import io.github.tracequeue.query.ApiResponse;
import io.github.tracequeue.query.QueryApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The query API over a table, in this process: the same answers as those of the viewer.
 * Thread-safe.
 */
public final class TableApi implements AutoCloseable {
  /** The options whose names differ from those of the API's parameters. */
  private static final Map<String, String> OPTIONS =
      Map.of("run_id", "run", "min_cost_usd", "min-cost", "min_latency_ms", "min-latency");

  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final TableAccess access;
  private final DynamoDbClient dynamoDb;
  private final QueryApi api;

  private TableApi(TableAccess access, DynamoDbClient dynamoDb) {
    this.access = access;
    this.dynamoDb = dynamoDb;
    this.api = QueryApi.create(dynamoDb, access.table, access.shards(), AlarmSource.NONE);
  }

  /** Opens the table that the options name. */
  public static TableApi open(TableAccess access) {
    return new TableApi(access, access.aws().dynamoDb());
  }

  /**
   * The successful response to a question.
   *
   * @throws UsageException if a parameter is invalid
   * @throws ProblemException if the table cannot be read, or what was asked for is not in it
   */
  public ApiResponse ask(ApiQuestion question) {
    ApiResponse response = respond(question);
    if (response.status() == OK) {
      return response;
    }
    JsonNode problem = tree(response);
    String detail = problem.path("detail").asText();
    switch (response.status()) {
      case BAD_REQUEST -> throw new UsageException(ofOptions(problem.path("errors"), detail));
      case NOT_FOUND -> throw new ProblemException(detail);
      default -> throw new ProblemException(access.description() + ": " + detail + place(problem));
    }
  }

  /** The response to a question, with any status. */
  public ApiResponse respond(ApiQuestion question) {
    return api.handle(question.request());
  }

  /** The same as a JSON tree, with exact numbers. */
  public JsonNode read(ApiQuestion question) {
    return tree(ask(question));
  }

  /** A response's body, which is JSON. */
  public static String text(ApiResponse response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  /** A response's body, as a JSON tree with exact numbers. */
  public static JsonNode tree(ApiResponse response) {
    try {
      return MAPPER.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The errors with the names of the options instead of those of the API's parameters. */
  private static String ofOptions(JsonNode errors, String otherwise) {
    List<String> lines = new ArrayList<>();
    errors.forEach(
        error ->
            lines.add(
                option(error.path("parameter").asText()) + ' ' + error.path("detail").asText()));
    return lines.isEmpty() ? otherwise : String.join("; ", lines);
  }

  private static String option(String parameter) {
    return "--" + OPTIONS.getOrDefault(parameter, parameter).replace('_', '-');
  }

  /** Where the request was sent, if the address is likely to be the cause of the problem. */
  private String place(JsonNode problem) {
    return switch (problem.path("type").asText()) {
      case "urn:tracequeue:problem:table-unreachable" ->
          " The endpoint is " + access.aws().endpoint() + ".";
      case "urn:tracequeue:problem:table-not-found" ->
          " The endpoint is "
              + access.aws().endpoint()
              + "; the name is that of --table, or of the environment variable TRACEQUEUE_TABLE.";
      default -> "";
    };
  }

  @Override
  public void close() {
    dynamoDb.close();
  }
}
