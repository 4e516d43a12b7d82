// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.store.PageRequest;
import io.github.tracequeue.store.Shards;
import io.github.tracequeue.store.TraceQueries;
import io.github.tracequeue.store.TraceQuery;
import java.time.InstantSource;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Answers requests, whatever carries them: the lists, the trees and the sums of {@code
 * docs/api.md}, and the viewer's page. Never throws. Thread-safe.
 */
public final class QueryApi {

  private static final System.Logger LOG = System.getLogger(QueryApi.class.getName());

  private final TraceQueries queries;
  private final TraceRoutes traces;
  private final RunRoutes runs;
  private final AgentRoutes agents;
  private final ExportRoute export;
  private final AlarmRoute alarms;
  private final ViewerFiles files;

  private QueryApi(ApiContext context) {
    this.queries = context.queries();
    this.traces = new TraceRoutes(context);
    this.runs = new RunRoutes(context);
    this.agents = new AgentRoutes(context);
    this.export = new ExportRoute(context);
    this.alarms = new AlarmRoute(context.alarms());
    this.files = new ViewerFiles();
  }

  /**
   * An API over a table, for a transport that can carry a body of any length. It holds nothing that
   * needs closing but the client, which stays the caller's.
   *
   * @param shards at least as many as any writer of the table had
   */
  public static QueryApi create(
      DynamoDbClient dynamoDb, String tableName, Shards shards, AlarmSource alarms) {
    InstantSource clock = InstantSource.system();
    return create(
        new ApiContext(
            TraceQueries.create(
                dynamoDb, tableName, shards, clock, Threads.daemons("shard-read", 16)),
            alarms,
            clock,
            Threads.daemons("agent-read", 8),
            true));
  }

  static QueryApi create(ApiContext context) {
    return new QueryApi(context);
  }

  /** The answer, without the headers and the encoding that {@link ResponseEncoder} adds. */
  public ApiResponse handle(ApiRequest request) {
    if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
      return Problem.of(
              "method-not-allowed", 405, "Nothing can be changed here", "Only GET and HEAD work.")
          .toResponse()
          .withHeader("Allow", "GET, HEAD");
    }
    try {
      return route(request);
    } catch (SdkException e) {
      return TableFailures.problem(e).toResponse();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "no answer to " + request.path(), e);
      return Problem.of(
              "internal", 500, "Something went wrong here", "The log of the server says what.")
          .toResponse();
    }
  }

  /** Why the table cannot be read; empty if it can. */
  public Optional<Problem> tableProblem() {
    try {
      queries.traces(TraceQuery.ofAllAgents(), PageRequest.first(1));
      return Optional.empty();
    } catch (SdkException e) {
      return Optional.of(TableFailures.problem(e));
    }
  }

  /** The response to a request whose URL cannot be decoded. */
  public static ApiResponse unreadable() {
    return Problem.of(
            "bad-request", 400, "The request cannot be read", "Its URL is not well encoded.")
        .toResponse();
  }

  private ApiResponse route(ApiRequest request) {
    return switch (request.path()) {
      case "/traces" -> traces.list(request);
      case "/runs" -> runs.list(request);
      case "/agents" -> agents.overview(request);
      case "/export" -> export.export(request);
      case "/alarms" -> alarms.list(request);
      default -> routeWithName(request);
    };
  }

  private ApiResponse routeWithName(ApiRequest request) {
    String traceId = request.pathAfter("/traces/");
    if (traceId != null) {
      return traces.tree(request, traceId);
    }
    String runId = request.pathAfter("/runs/");
    if (runId != null) {
      return runs.one(request, runId);
    }
    String agent = request.pathAfter("/agents/");
    if (agent != null && agent.endsWith("/prompts")) {
      return agents.prompts(request, agent.substring(0, agent.length() - "/prompts".length()));
    }
    return files
        .file(request.path())
        .orElseGet(
            () -> Problem.notFound("No such route; openapi.json lists them all.").toResponse());
  }
}
