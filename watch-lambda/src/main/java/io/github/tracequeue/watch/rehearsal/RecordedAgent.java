// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch.rehearsal;

import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.agent.AgentRecord;
import io.github.tracequeue.store.agent.DropReports;
import io.github.tracequeue.store.rollup.Hour;
import io.github.tracequeue.store.rollup.Rollup;
import io.github.tracequeue.store.rollup.RollupKey;
import io.github.tracequeue.watch.limit.AgentTraffic;
import io.github.tracequeue.watch.limit.RecentCall;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The recorded traffic of an agent up to the current moment. Calls are added in order of time. Not
 * thread-safe.
 */
final class RecordedAgent implements AgentTraffic {

  private final String agentSlug;
  private final Instant watchedSince;
  private final Deque<RecentCall> recent = new ArrayDeque<>();
  private final SortedMap<RollupKey, Rollup.Builder> hours = new TreeMap<>();
  private final SortedMap<RollupKey, Rollup.Builder> days = new TreeMap<>();
  private @Nullable Instant lastActive;

  RecordedAgent(String agentSlug, Instant watchedSince) {
    this.agentSlug = agentSlug;
    this.watchedSince = watchedSince;
  }

  void add(StoredTrace call) {
    RollupKey hour = RollupKey.ofHour(agentSlug, call);
    sum(hours, hour, call);
    sum(days, hour.ofDay(), call);
    lastActive = call.timestamp();
    if (!agentSlug.equals(RollupKey.ALL_AGENTS)) {
      recent.addFirst(RecentCall.of(call));
    }
  }

  /** Removes data that no limit needs any more. */
  void moveTo(Instant now) {
    Instant from = now.minus(RECENT);
    while (recent.size() > MIN_RECENT && recent.getLast().timestamp().isBefore(from)) {
      recent.removeLast();
    }
    Hour oldest = Hour.of(now).plus(-2);
    hours.keySet().removeIf(key -> key.hour().compareTo(oldest) < 0);
  }

  private static void sum(
      SortedMap<RollupKey, Rollup.Builder> sums, RollupKey key, StoredTrace call) {
    sums.computeIfAbsent(key, k -> Rollup.builder()).add(call);
  }

  @Override
  public String agentSlug() {
    return agentSlug;
  }

  @Override
  public Instant watchedSince() {
    return watchedSince;
  }

  @Override
  public @Nullable Instant lastActive() {
    return lastActive;
  }

  @Override
  public AgentRecord.@Nullable LastRun lastRun() {
    return null;
  }

  @Override
  public List<RecentCall> recentCalls() {
    return List.copyOf(recent);
  }

  @Override
  public SortedMap<RollupKey, Rollup> hour(Hour hour) {
    SortedMap<RollupKey, Rollup> asked = new TreeMap<>();
    hours.forEach(
        (key, sum) -> {
          if (key.hour().equals(hour)) {
            asked.put(key, sum.build());
          }
        });
    return asked;
  }

  @Override
  public SortedMap<RollupKey, Rollup> days(LocalDate first, LocalDate last) {
    SortedMap<RollupKey, Rollup> asked = new TreeMap<>();
    days.forEach(
        (key, sum) -> {
          if (!key.day().isBefore(first) && !key.day().isAfter(last)) {
            asked.put(key, sum.build());
          }
        });
    return asked;
  }

  @Override
  public List<DropReports.Report> drops(Instant since) {
    return List.of();
  }
}
