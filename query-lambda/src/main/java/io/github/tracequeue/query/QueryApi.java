// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import software.amazon.awssdk.core.exception.SdkException;

/**
 * Answers requests, whatever carries them: the lists, the trees and the sums of {@code
 * docs/api.md}, and the viewer's page. Never throws; safe for any number of threads.
 */
public final class QueryApi {

  private static final System.Logger LOG = System.getLogger(QueryApi.class.getName());

  private final TraceRoutes traces;
  private final RunRoutes runs;
  private final AgentRoutes agents;
  private final ExportRoute export;
  private final AlarmRoute alarms;
  private final ViewerFiles files;

  private QueryApi(ApiContext context) {
    this.traces = new TraceRoutes(context);
    this.runs = new RunRoutes(context);
    this.agents = new AgentRoutes(context);
    this.export = new ExportRoute(context);
    this.alarms = new AlarmRoute(context.alarms());
    this.files = new ViewerFiles();
  }

  /** An API over a table; it holds nothing that needs closing. */
  public static QueryApi create(ApiContext context) {
    return new QueryApi(context);
  }

  /** The answer, without the headers and the encoding that {@link Delivery} adds. */
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

  /** The answer to a request whose URL cannot be decoded. */
  static ApiResponse unreadable() {
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
