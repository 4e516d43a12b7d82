// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.store.Cursor;
import io.github.tracequeue.store.Page;
import io.github.tracequeue.store.PageRequest;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.TimeRange;
import io.github.tracequeue.store.TraceLookup;
import io.github.tracequeue.store.TraceQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Routes for calls: a list, and the calls of one trace as a tree. */
final class TraceRoutes {

  static final int DEFAULT_LIMIT = 50;
  static final int MAX_LIMIT = 1_000;
  private static final Duration FALLBACK_WINDOW = Duration.ofDays(1);

  private final ApiContext context;

  TraceRoutes(ApiContext context) {
    this.context = context;
  }

  ApiResponse list(ApiRequest request) {
    Parameters parameters = new Parameters(request.query());
    Instant now = context.clock().instant();
    TraceQuery query = Filters.traces(parameters, now);
    TraceTotals.Mode totals = parameters.choice("totals", TraceTotals.Mode.BY_NAME);
    int limit = parameters.number("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
    Cursor cursor = Filters.cursor(parameters, query::cursor);
    Optional<Problem> problem = parameters.problem();
    if (problem.isPresent()) {
      return problem.get().toResponse();
    }
    Page<StoredTrace> page =
        context
            .queries()
            .traces(query, new PageRequest(limit, cursor, PageRequest.DEFAULT_MAX_EXAMINED));
    TimeRange covered = covered(page.items(), query.range(), page);
    SumReader reader = new SumReader(context, now);
    reader.addCost(page.cost());
    TraceTotals sums =
        cursor != null || totals == TraceTotals.Mode.NONE
            ? null
            : totals(query, totals, page, covered, reader);
    return ApiResponse.json(
        JsonWriter.bytes(
            json -> {
              json.startObject().array("traces", page.items(), call -> Items.write(json, call));
              writePage(json, page);
              Coverage.write(json, covered, page.next().isEmpty());
              Statistics.of(page.items()).writeTo(json, "stats");
              if (sums != null) {
                sums.writeTo(json);
              }
              Items.write(json, reader.cost());
              json.end();
            }));
  }

  private TraceTotals totals(
      TraceQuery query,
      TraceTotals.@Nullable Mode mode,
      Page<StoredTrace> page,
      TimeRange covered,
      SumReader reader) {
    if (page.next().isEmpty()) {
      return TraceTotals.ofPage(page, covered);
    }
    if (mode == TraceTotals.Mode.COUNT) {
      return TraceTotals.counted(query, context, reader);
    }
    TraceTotals ofRollups = TraceTotals.ofRollups(query, reader);
    return ofRollups == null ? TraceTotals.ofPage(page, covered) : ofRollups;
  }

  ApiResponse tree(ApiRequest request, String traceId) {
    if (!Filters.TRACE_ID.matcher(traceId).matches()) {
      return Problem.notFound("A trace id consists of 32 lower-case hex digits.").toResponse();
    }
    Instant now = context.clock().instant();
    Parameters parameters = new Parameters(request.query());
    TimeRange asked = parameters.range(now);
    Optional<Problem> problem = parameters.problem();
    if (problem.isPresent()) {
      return problem.get().toResponse();
    }
    TimeRange window = asked != null ? asked : TimeRange.since(now.minus(FALLBACK_WINDOW));
    TraceLookup found = context.queries().trace(traceId, window);
    if (found.calls().isEmpty() && found.runs().isEmpty()) {
      return Problem.notFound(
              found.window() == null
                  ? "No call of this trace is stored. Calls arrive seconds after they are made."
                  : "No call of this trace is stored between "
                      + window.from()
                      + " and "
                      + window.until()
                      + "; the table has no index over traces, so set another time range with from"
                      + " and until.")
          .toResponse();
    }
    return ApiResponse.json(TraceTreeJson.write(traceId, found));
  }

  static void writePage(JsonWriter json, Page<?> page) {
    json.text("next_cursor", page.next().map(Cursor::text).orElse(null));
    json.flag("ended_early", page.endedEarly());
  }

  private static TimeRange covered(List<StoredTrace> calls, TimeRange asked, Page<?> page) {
    if (page.next().isEmpty() || calls.isEmpty()) {
      return asked;
    }
    Instant oldest = calls.get(calls.size() - 1).timestamp();
    return asked.contains(oldest) ? new TimeRange(oldest, asked.until()) : asked;
  }
}
