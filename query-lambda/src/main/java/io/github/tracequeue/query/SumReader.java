// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.store.Concurrently;
import io.github.tracequeue.store.Page;
import io.github.tracequeue.store.PageRequest;
import io.github.tracequeue.store.ReadCost;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.SummingSpans;
import io.github.tracequeue.store.TimeRange;
import io.github.tracequeue.store.TraceQuery;
import io.github.tracequeue.store.agent.AgentRecord;
import io.github.tracequeue.store.agent.AgentRecords;
import io.github.tracequeue.store.rollup.Hour;
import io.github.tracequeue.store.rollup.Rollup;
import io.github.tracequeue.store.rollup.RollupKey;
import io.github.tracequeue.store.rollup.Rollups;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the sums of one response: from rollups, or from a bounded number of calls if the watch
 * function has never run or minutes are requested. Thread-safe.
 */
final class SumReader {

  /** About 2,500 read units for calls of 1 KB. */
  static final int MAX_CALLS = 20_000;

  private final ApiContext context;
  private final CountedReads reads;
  private final Rollups rollups;
  private final Instant now;
  private @Nullable Freshness freshness;
  private ReadCost costOfCalls = ReadCost.NONE;

  SumReader(ApiContext context, Instant now) {
    this.context = context;
    this.reads = new CountedReads(context.dynamoDb());
    this.rollups = Rollups.create(reads, context.tableName());
    this.now = now;
  }

  CountedReads reads() {
    return reads;
  }

  /** How far the rollups are; read once. */
  synchronized Freshness freshness() {
    Freshness known = freshness;
    if (known == null) {
      known = new Freshness(rollups.progress(), now);
      freshness = known;
    }
    return known;
  }

  /** The cost of all reads so far. */
  synchronized ReadCost cost() {
    return reads.cost().plus(costOfCalls);
  }

  synchronized void addCost(ReadCost cost) {
    costOfCalls = costOfCalls.plus(cost);
  }

  /** The records of all agents. */
  List<AgentRecord> agents() {
    return AgentRecords.create(reads, context.tableName(), context.clock()).all();
  }

  /** Whether a response with such buckets can come from rollups. */
  boolean hasRollups(Step step) {
    return freshness().hasRun() && step != Step.MINUTE;
  }

  /**
   * The sums of a period and of the one before it.
   *
   * @param byAgent whether the sums must tell agents apart
   */
  PeriodSums read(SelectedCalls selection, boolean byAgent, Period period) {
    if (!hasRollups(period.step())) {
      return calls(selection, period, period.before().from());
    }
    Collection<String> agents =
        selection.agentSlug() != null
            ? List.of(selection.agentSlug())
            : byAgent
                ? agents().stream().map(AgentRecord::agentSlug).toList()
                : List.of(RollupKey.ALL_AGENTS);
    List<Sum> sums = new ArrayList<>();
    Concurrently.map(
            agents,
            agent -> rollups(agent, period.before().from(), period.until(), period.step()),
            context.executor())
        .forEach(sums::addAll);
    return PeriodSums.ofRollups(
        sums.stream().filter(selection::matches).toList(), period, freshness());
  }

  /** An agent's rollups, by hour or by day. */
  List<Sum> rollups(String agentSlug, Instant from, Instant until, Step step) {
    Hour first = Hour.of(from);
    Hour last = Hour.of(until).plus(-1);
    SortedMap<RollupKey, Rollup> found =
        step == Step.HOUR
            ? rollups.hours(agentSlug, first, last)
            : rollups.between(agentSlug, first, last, freshness().progress());
    return found.entrySet().stream().map(e -> Sum.of(e.getKey(), e.getValue())).toList();
  }

  /**
   * The sums of the newest calls.
   *
   * @param from the start of the time to read, at or before the start of the period
   */
  PeriodSums calls(SelectedCalls selection, Period period, Instant from) {
    // Calls from a clock that is ahead are not what happened last.
    Instant until = Instants.earlier(period.until(), TimeRange.upTo(now).until());
    if (!from.isBefore(until)) {
      return PeriodSums.ofCalls(List.of(), period, from, freshness());
    }
    Page<StoredTrace> page =
        context
            .queries()
            .traces(
                new TraceQuery(
                    selection.agentSlug(), new TimeRange(from, until), selection.filter()),
                new PageRequest(MAX_CALLS, null, MAX_CALLS));
    addCost(page.cost());
    List<StoredTrace> calls = page.items();
    Instant back =
        page.next().isEmpty()
            ? from
            : calls.isEmpty() ? until : calls.get(calls.size() - 1).timestamp();
    return PeriodSums.ofCalls(sums(calls, period.step()), period, back, freshness());
  }

  private static List<Sum> sums(List<StoredTrace> calls, Step step) {
    // A month needs days that begin and end within an hour.
    Step fine = step == Step.DAY ? Step.HOUR : step;
    Map<Group, Rollup.Builder> groups = new HashMap<>();
    for (StoredTrace call : SummingSpans.leavesOf(calls)) {
      Group group =
          new Group(
              fine.floor(call.timestamp()),
              call.agentSlug(),
              Objects.requireNonNullElse(call.call().provider(), ""),
              call.call().model());
      groups.computeIfAbsent(group, g -> Rollup.builder()).add(call);
    }
    List<Sum> sums = new ArrayList<>();
    groups.forEach(
        (group, sum) ->
            sums.add(
                new Sum(group.start, group.agentSlug, group.provider, group.model, sum.build())));
    return sums;
  }

  private record Group(Instant start, String agentSlug, String provider, String model) {}
}
