// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.store.Page;
import io.github.tracequeue.store.PageRequest;
import io.github.tracequeue.store.ReadCost;
import io.github.tracequeue.store.StoredRun;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.SummingSpans;
import io.github.tracequeue.store.TimeRange;
import io.github.tracequeue.store.TraceFilter;
import io.github.tracequeue.store.TraceQueries;
import io.github.tracequeue.store.TraceQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The calls of each run of a page, from a bounded number of calls.
 *
 * @param sums by run
 * @param from the time back to which all calls were read; null if none were
 * @param cost the cost of the read
 */
record RunSums(Map<Run, CallStatistics> sums, @Nullable Instant from, ReadCost cost) {

  static final RunSums NONE = new RunSums(Map.of(), null, ReadCost.NONE);

  private static final int MAX_CALLS = 4_000;

  /** A call may start a little before the event of its run, on another clock. */
  private static final Duration CLOCK_MARGIN = Duration.ofMinutes(5);

  record Run(String agentSlug, String runId) {}

  /** Reads the calls made while the runs of a page were running. */
  static RunSums of(
      List<StoredRun> runs, @Nullable String agentSlug, TraceQueries queries, Instant now) {
    Optional<Instant> first = runs.stream().map(RunSums::start).min(Comparator.naturalOrder());
    Optional<Instant> last = runs.stream().map(run -> end(run, now)).max(Comparator.naturalOrder());
    if (first.isEmpty() || last.isEmpty()) {
      return NONE;
    }
    TimeRange range = new TimeRange(first.get().minus(CLOCK_MARGIN), last.get().plus(CLOCK_MARGIN));
    Page<StoredTrace> page =
        queries.traces(
            new TraceQuery(agentSlug, range, TraceFilter.NONE),
            new PageRequest(MAX_CALLS, null, MAX_CALLS));
    Map<Run, CallStatistics> sums = new HashMap<>();
    for (StoredTrace call : SummingSpans.leavesOf(page.items())) {
      String runId = call.links().runId();
      if (runId != null) {
        sums.computeIfAbsent(new Run(call.agentSlug(), runId), run -> new CallStatistics())
            .add(call);
      }
    }
    List<StoredTrace> calls = page.items();
    Instant from =
        page.next().isEmpty()
            ? range.from()
            : calls.isEmpty() ? null : calls.get(calls.size() - 1).timestamp();
    return new RunSums(sums, from, page.cost());
  }

  /** Writes the sums of a run into its object; nothing if not all of its calls were read. */
  void write(JsonWriter json, StoredRun run) {
    if (from == null || start(run).isBefore(from)) {
      return;
    }
    CallStatistics calls =
        sums.getOrDefault(new Run(run.agentSlug(), run.runId()), new CallStatistics());
    json.number("calls", calls.calls())
        .number("errors", calls.errors())
        .number("unpriced", calls.unpriced())
        .number("cost_usd", calls.costUsd());
  }

  private static Instant start(StoredRun run) {
    Instant started = run.startedAt();
    return started == null || started.isAfter(run.latest().timestamp())
        ? run.latest().timestamp()
        : started;
  }

  private static Instant end(StoredRun run, Instant now) {
    boolean ended = run.status() != StoredRun.Status.RUNNING;
    return ended || run.latest().timestamp().isAfter(now) ? run.latest().timestamp() : now;
  }
}
