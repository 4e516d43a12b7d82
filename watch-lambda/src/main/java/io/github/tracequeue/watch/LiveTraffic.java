// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch;

import io.github.tracequeue.store.PageRequest;
import io.github.tracequeue.store.TimeRange;
import io.github.tracequeue.store.TraceQueries;
import io.github.tracequeue.store.TraceQuery;
import io.github.tracequeue.store.agent.AgentRecord;
import io.github.tracequeue.store.agent.DropReports;
import io.github.tracequeue.store.rollup.Hour;
import io.github.tracequeue.store.rollup.Rollup;
import io.github.tracequeue.store.rollup.RollupKey;
import io.github.tracequeue.store.rollup.Rollups;
import io.github.tracequeue.watch.limit.AgentTraffic;
import io.github.tracequeue.watch.limit.RecentCall;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The traffic of one agent, read from the table. For one thread and one moment. */
final class LiveTraffic implements AgentTraffic {

  /** The days to read at once: enough for the monthly spend and for the usual latency. */
  private static final int DAYS_READ = 32;

  private final Tables tables;
  private final AgentRecord record;
  private final Instant watchedSince;
  private final List<RecentCall> inMemory;
  private final Instant now;
  private @Nullable List<RecentCall> recentCalls;
  private @Nullable LocalDate daysFrom;
  private SortedMap<RollupKey, Rollup> days = new TreeMap<>();

  /**
   * Creates the traffic of one agent.
   *
   * @param inMemory the agent's calls of the last minutes, newest first
   */
  LiveTraffic(
      Tables tables,
      AgentRecord record,
      Instant watchedSince,
      List<RecentCall> inMemory,
      Instant now) {
    this.tables = tables;
    this.record = record;
    this.watchedSince = watchedSince;
    this.inMemory = inMemory;
    this.now = now;
  }

  /** The sources of the traffic, and the progress of the rollups. */
  record Tables(
      Rollups rollups, Rollups.Progress progress, TraceQueries queries, DropReports drops) {}

  @Override
  public String agentSlug() {
    return record.agentSlug();
  }

  @Override
  public Instant watchedSince() {
    return watchedSince;
  }

  @Override
  public @Nullable Instant lastActive() {
    return record.lastActive();
  }

  @Override
  public AgentRecord.@Nullable LastRun lastRun() {
    return record.lastRun();
  }

  @Override
  public List<RecentCall> recentCalls() {
    List<RecentCall> calls = recentCalls;
    if (calls == null) {
      calls = isAllAgents() || inMemory.size() >= MIN_RECENT ? inMemory : withOlderCalls();
      recentCalls = calls;
    }
    return calls;
  }

  private List<RecentCall> withOlderCalls() {
    Stream<RecentCall> stored =
        tables
            .queries
            .traces(
                TraceQuery.ofAgent(agentSlug()).within(TimeRange.upTo(now)),
                PageRequest.first(MIN_RECENT))
            .items()
            .stream()
            .map(RecentCall::of);
    // The agent index is eventually consistent and may lack the newest calls.
    return RecentCall.newestFirst(Stream.concat(inMemory.stream(), stored));
  }

  @Override
  public SortedMap<RollupKey, Rollup> hour(Hour hour) {
    return tables.rollups.hours(agentSlug(), hour, hour);
  }

  @Override
  public SortedMap<RollupKey, Rollup> days(LocalDate first, LocalDate last) {
    LocalDate from = daysFrom;
    if (from == null || first.isBefore(from)) {
      LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
      LocalDate usual = today.minusDays(DAYS_READ);
      from = first.isBefore(usual) ? first : usual;
      daysFrom = from;
      days = tables.rollups.days(agentSlug(), from, today, tables.progress);
    }
    SortedMap<RollupKey, Rollup> asked = new TreeMap<>();
    days.forEach(
        (key, rollup) -> {
          if (!key.day().isBefore(first) && !key.day().isAfter(last)) {
            asked.put(key, rollup);
          }
        });
    return asked;
  }

  @Override
  public List<DropReports.Report> drops(Instant since) {
    return tables.drops.between(since, now);
  }

  private boolean isAllAgents() {
    return agentSlug().equals(RollupKey.ALL_AGENTS);
  }
}
