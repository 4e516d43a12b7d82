// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.store.Cursor;
import io.github.tracequeue.store.Page;
import io.github.tracequeue.store.PageRequest;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.SummingSpans;
import io.github.tracequeue.store.TimeRange;
import io.github.tracequeue.store.TraceFilter;
import io.github.tracequeue.store.TraceQuery;
import io.github.tracequeue.store.rollup.Rollup;
import io.github.tracequeue.store.rollup.RollupKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sums of all calls that match a filter, which a page shows only a part of.
 *
 * @param sums the sums
 * @param asOf when the rollups were updated; null for sums of calls
 * @param covered the time range that they cover
 * @param complete whether they have all calls of that range
 * @param exact whether they are the sums of the filter, and not of a longer time
 */
record TraceTotals(
    Rollup sums, @Nullable Instant asOf, TimeRange covered, boolean complete, boolean exact) {

  /** How totals are determined. */
  enum Mode {
    /** From rollups, if they can tell; else from the page. */
    AUTO,
    /** By reading all calls. */
    COUNT,
    NONE;

    static final Map<String, Mode> BY_NAME = Map.of("auto", AUTO, "count", COUNT, "none", NONE);
  }

  private static final int COUNT_PAGE = 1_000;
  private static final int COUNT_MAX_EXAMINED = 200_000;

  /** The totals from rollups; null if they cannot tell. */
  static @Nullable TraceTotals ofRollups(TraceQuery query, SumReader reader) {
    TraceFilter filter = query.filter();
    SelectedCalls selection =
        new SelectedCalls(query.agentSlug(), filter.model(), filter.provider());
    // Without a start, the totals would read more than a year.
    if (!filter.equals(selection.filter()) || query.range().from().equals(TimeRange.ALL.from())) {
      return null;
    }
    Freshness freshness = reader.freshness();
    if (!freshness.hasRun()) {
      return null;
    }
    Instant now = freshness.now();
    Instant oldest = Step.DAY.ceiling(now.minus(Period.LONGEST));
    Instant end = Step.HOUR.ceiling(now);
    TimeRange range = query.range();
    Instant from = range.from().isBefore(oldest) ? oldest : Step.HOUR.floor(range.from());
    Instant until = range.until().isAfter(end) ? end : Step.HOUR.ceiling(range.until());
    if (!from.isBefore(until)) {
      return null;
    }
    String agent = selection.agentSlug() == null ? RollupKey.ALL_AGENTS : selection.agentSlug();
    List<Sum> sums =
        reader.rollups(agent, from, dayEnd(until, end), Step.DAY).stream()
            .filter(selection::matches)
            .toList();
    return new TraceTotals(
        Sum.total(sums),
        freshness.progress().asOf(),
        new TimeRange(from, until),
        freshness.gap(from, until) == null,
        isWhole(range.from(), from, oldest) && isWhole(range.until(), until, end));
  }

  /** The end of today for a range that is not over, so that today is one rollup. */
  private static Instant dayEnd(Instant until, Instant end) {
    return until.equals(end) ? Step.DAY.ceiling(until) : until;
  }

  private static boolean isWhole(Instant asked, Instant rounded, Instant bound) {
    return asked.equals(rounded) || rounded.equals(bound);
  }

  /** The totals of the calls of a page. */
  static TraceTotals ofPage(Page<StoredTrace> page, TimeRange covered) {
    return ofCalls(page.items(), covered, page.next().isEmpty());
  }

  /** The totals of all calls, as far as they can be read. */
  static TraceTotals counted(TraceQuery query, ApiContext context, SumReader reader) {
    Rollup.Builder sums = Rollup.builder();
    SummingSpans spans = new SummingSpans();
    Cursor cursor = null;
    long examined = 0;
    Instant oldest = query.range().until();
    boolean complete = false;
    while (!complete && examined < COUNT_MAX_EXAMINED) {
      Page<StoredTrace> page =
          context
              .queries()
              .traces(query, new PageRequest(COUNT_PAGE, cursor, PageRequest.DEFAULT_MAX_EXAMINED));
      reader.addCost(page.cost());
      examined += page.cost().examined();
      for (StoredTrace call : page.items()) {
        if (spans.isLeaf(call)) {
          sums.add(call);
        }
        oldest = call.timestamp();
      }
      complete = page.next().isEmpty();
      cursor = page.next().orElse(null);
    }
    spans.leavesAmongHeld().forEach(sums::add);
    Instant from =
        complete || !oldest.isBefore(query.range().until()) ? query.range().from() : oldest;
    return new TraceTotals(
        sums.build(), null, new TimeRange(from, query.range().until()), complete, complete);
  }

  private static TraceTotals ofCalls(List<StoredTrace> calls, TimeRange covered, boolean complete) {
    Rollup.Builder sums = Rollup.builder();
    SummingSpans.leavesOf(calls).forEach(sums::add);
    return new TraceTotals(sums.build(), null, covered, complete, complete);
  }

  void writeTo(JsonWriter json) {
    json.startObject("totals");
    SumsJson.writeFields(json, sums);
    json.text("source", asOf == null ? "calls" : "rollups")
        .time("as_of", asOf)
        .number("latency_error", PeriodSums.latencyError(asOf == null))
        .flag("exact", exact && complete);
    Coverage.write(json, covered, complete);
    json.end();
  }
}
