// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.store.Cursor;
import io.github.tracequeue.store.Page;
import io.github.tracequeue.store.PageRequest;
import io.github.tracequeue.store.RunLookup;
import io.github.tracequeue.store.RunQuery;
import io.github.tracequeue.store.StoredRun;
import io.github.tracequeue.store.StoredRun.Status;
import io.github.tracequeue.store.TimeRange;
import java.util.Map;
import java.util.Optional;

/** Routes for runs: a list, and one run with its calls in order. */
final class RunRoutes {

  private static final Map<String, Status> STATUS =
      Map.of("running", Status.RUNNING, "succeeded", Status.SUCCEEDED, "failed", Status.FAILED);

  private final ApiContext context;

  RunRoutes(ApiContext context) {
    this.context = context;
  }

  ApiResponse list(ApiRequest request) {
    Parameters parameters = new Parameters(request.query());
    RunQuery query = new RunQuery(Filters.agent(parameters), parameters.choice("status", STATUS));
    int limit = parameters.number("limit", TraceRoutes.DEFAULT_LIMIT, 1, TraceRoutes.MAX_LIMIT);
    Boolean withSums = parameters.choice("sums", Map.of("true", true, "false", false));
    Cursor cursor = Filters.cursor(parameters, query::cursor);
    Optional<Problem> problem = parameters.problem();
    if (problem.isPresent()) {
      return problem.get().toResponse();
    }
    Page<StoredRun> page =
        context
            .queries()
            .runs(query, new PageRequest(limit, cursor, PageRequest.DEFAULT_MAX_EXAMINED));
    RunSums sums =
        Boolean.TRUE.equals(withSums)
            ? RunSums.of(
                page.items(), query.agentSlug(), context.queries(), context.clock().instant())
            : RunSums.NONE;
    return ApiResponse.json(
        JsonWriter.bytes(
            json -> {
              json.startObject()
                  .array(
                      "runs",
                      page.items(),
                      run -> {
                        json.startObject();
                        Items.writeFields(json, run);
                        sums.write(json, run);
                        json.end();
                      });
              TraceRoutes.writePage(json, page);
              writeStats(json, page);
              Items.write(json, page.cost().plus(sums.cost()));
              json.end();
            }));
  }

  ApiResponse one(ApiRequest request, String runId) {
    if (!Filters.RUN_ID.matcher(runId).matches()) {
      return Problem.notFound("This is not a valid run id.").toResponse();
    }
    Parameters parameters = new Parameters(request.query());
    String agent = Filters.agent(parameters);
    TimeRange window = parameters.range(context.clock().instant());
    Optional<Problem> problem = parameters.problem();
    if (problem.isPresent()) {
      return problem.get().toResponse();
    }
    RunLookup found = context.queries().run(runId, agent, window);
    if (found.isEmpty()) {
      return Problem.notFound(
              "Neither this run nor any of its calls is stored between "
                  + found.window().from()
                  + " and "
                  + found.window().until()
                  + "; set another time range with from and until.")
          .toResponse();
    }
    return ApiResponse.json(
        JsonWriter.bytes(
            json -> {
              json.startObject().text("run_id", runId);
              if (found.run() != null) {
                json.startObject("run");
                Items.writeFields(json, found.run());
                json.end();
              }
              if (!found.otherAgents().isEmpty()) {
                json.texts("other_agents", found.otherAgents());
              }
              json.array("calls", found.calls(), call -> Items.write(json, call))
                  .array("children", found.children(), child -> Items.write(json, child));
              Coverage.write(json, found.window(), found.complete());
              Statistics.of(found.calls()).writeTo(json, "stats");
              Items.write(json, found.cost());
              json.end();
            }));
  }

  private static void writeStats(JsonWriter json, Page<StoredRun> page) {
    json.startObject("stats").number("count", (long) page.items().size());
    for (Status status : Status.values()) {
      long count = page.items().stream().filter(run -> run.status() == status).count();
      json.number(status.wireName(), count);
    }
    json.end();
  }
}
