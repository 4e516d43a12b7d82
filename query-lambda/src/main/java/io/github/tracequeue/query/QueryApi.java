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
 * Handles requests from any transport: the API of {@code docs/api.md} and the viewer's page. Never
 * throws. Thread-safe.
 */
public final class QueryApi {

  private static final System.Logger LOG = System.getLogger(QueryApi.class.getName());

  private final TraceQueries queries;
  private final TraceRoutes traces;
  private final RunRoutes runs;
  private final AgentRoutes agents;
  private final PromptRoute prompts;
  private final SumRoutes sums;
  private final LimitRoute limits;
  private final ExportRoute export;
  private final AlarmRoute alarms;
  private final ViewerFiles files;

  private QueryApi(ApiContext context) {
    this.queries = context.queries();
    this.traces = new TraceRoutes(context);
    this.runs = new RunRoutes(context);
    this.agents = new AgentRoutes(context);
    this.prompts = new PromptRoute(context);
    this.sums = new SumRoutes(context);
    this.limits = new LimitRoute(context);
    this.export = new ExportRoute(context);
    this.alarms = new AlarmRoute(context.alarms());
    this.files = new ViewerFiles();
  }

  /**
   * Creates an API over a table, for a transport that supports bodies of any length. The caller
   * closes the client.
   *
   * @param shards at least the number of shards of any writer of the table
   */
  public static QueryApi create(
      DynamoDbClient dynamoDb, String tableName, Shards shards, AlarmSource alarms) {
    InstantSource clock = InstantSource.system();
    return create(
        new ApiContext(
            dynamoDb,
            tableName,
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

  /** The response, without the headers and the encoding that {@link ResponseEncoder} adds. */
  public ApiResponse handle(ApiRequest request) {
    if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
      return Problem.of(
              "method-not-allowed", 405, "Method not allowed", "Only GET and HEAD are allowed.")
          .toResponse()
          .withHeader("Allow", "GET, HEAD");
    }
    try {
      return route(request);
    } catch (SdkException e) {
      return TableFailures.problem(e).toResponse();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "request failed: " + request.path(), e);
      return Problem.of("internal", 500, "Internal error", "See the server's log for the cause.")
          .toResponse();
    }
  }

  /** The problem if the table cannot be read; else empty. */
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
            "bad-request", 400, "Invalid request", "The URL is not valid percent-encoding.")
        .toResponse();
  }

  private ApiResponse route(ApiRequest request) {
    return switch (request.path()) {
      case "/traces" -> traces.list(request);
      case "/runs" -> runs.list(request);
      case "/agents" -> agents.overview(request);
      case "/spend" -> sums.spend(request);
      case "/latency" -> sums.latency(request);
      case "/limits" -> limits.list(request);
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
      return prompts.list(request, agent.substring(0, agent.length() - "/prompts".length()));
    }
    if (agent != null) {
      return agents.one(request, agent);
    }
    return files
        .file(request.path())
        .orElseGet(
            () -> Problem.notFound("Unknown route. See openapi.json for all routes.").toResponse());
  }
}
