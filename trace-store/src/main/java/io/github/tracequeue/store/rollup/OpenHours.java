// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store.rollup;

import io.github.tracequeue.store.Concurrently;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.SummingSpans;
import io.github.tracequeue.store.TimeRange;
import io.github.tracequeue.store.TraceReader;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Updates the hours that are not sealed yet, without reading all of their calls each time.
 *
 * <p>An item contains the sum of all calls and the base: the sum of the calls that are not read
 * again. A run reads the calls since the end of the base, moves that end, and writes both sums. A
 * call that is later than {@link #BUSY_LAG} is missed until the hour is sealed.
 */
final class OpenHours {

  /** How long calls are read again under heavy traffic. */
  static final Duration BUSY_LAG = Duration.ofMinutes(10);

  /** The same under light traffic: only calls that {@link LateCalls} covers are missed. */
  static final Duration QUIET_LAG = Duration.ofMinutes(70);

  /** With more calls an hour than this, calls are read again only for {@link #BUSY_LAG}. */
  static final long MAX_QUIET_CALLS_PER_HOUR = 100;

  private final TraceReader calls;
  private final RollupTable table;
  private final Executor executor;

  OpenHours(TraceReader calls, RollupTable table, Executor executor) {
    this.calls = calls;
    this.table = table;
    this.executor = executor;
  }

  /**
   * The result of a pass.
   *
   * @param readFrom the end of the base
   * @param callsRead the number of calls read
   * @param callsPerHour the same, per hour
   * @param changedAgents the agents with a changed hour
   */
  record Pass(Instant readFrom, long callsRead, long callsPerHour, Set<String> changedAgents) {}

  /**
   * Reads the new calls and writes the changed hours.
   *
   * @param first the first hour that is not sealed
   * @param observer gets each call that is read
   */
  Pass update(WatchState.Run run, Hour first, Instant now, Consumer<StoredTrace> observer) {
    Instant readFrom = run.readFrom();
    // An unfinished run may have moved the base of some items.
    boolean continues =
        run.followsFinishedRun() && readFrom != null && !readFrom.isBefore(first.start());
    Instant from = continues && readFrom != null ? readFrom : first.start();
    // A call that is further in the future waits for its time.
    Instant until = now.plus(TimeRange.CLOCK_SKEW);
    Duration lag = run.callsPerHour() > MAX_QUIET_CALLS_PER_HOUR ? BUSY_LAG : QUIET_LAG;
    Instant baseEnd = now.minus(lag).isAfter(from) ? now.minus(lag) : from;
    Sums sums = new Sums(baseEnd);
    if (from.isBefore(until)) {
      calls.forEach(
          from,
          until,
          call -> {
            observer.accept(call);
            sums.add(call);
          });
    }
    sums.finish();
    Set<String> changedAgents = write(run.run(), first, Hour.of(until), continues, sums);
    long seconds = Math.max(1, Duration.between(from, until).toSeconds());
    long callsPerHour = sums.calls * Duration.ofHours(1).toSeconds() / seconds;
    return new Pass(baseEnd, sums.calls, callsPerHour, changedAgents);
  }

  private Set<String> write(long run, Hour first, Hour last, boolean continues, Sums sums) {
    Map<RollupKey, Rollup> base = sums.base.sums();
    Map<RollupKey, Rollup> rest = sums.rest.sums();
    Set<RollupKey> keys = new HashSet<>(base.keySet());
    keys.addAll(rest.keySet());
    Map<RollupKey, RollupItem> stored = stored(keys, first, last);
    List<RollupItem> changed =
        keys.stream()
            .filter(key -> !stored.containsKey(key) || !stored.get(key).sealed())
            .map(
                key -> {
                  RollupItem item = stored.get(key);
                  Rollup before = continues && item != null ? item.baseOrAll() : Rollup.EMPTY;
                  Rollup through = before.plus(base.getOrDefault(key, Rollup.EMPTY));
                  Rollup all = through.plus(rest.getOrDefault(key, Rollup.EMPTY));
                  return RollupItem.openHour(key, all, through);
                })
            .filter(item -> !item.equals(stored.get(item.key())))
            .toList();
    Concurrently.forEach(changed, item -> table.writeOpen(item, run), executor);
    return changed.stream().map(item -> item.key().agentSlug()).collect(Collectors.toSet());
  }

  private Map<RollupKey, RollupItem> stored(Set<RollupKey> keys, Hour first, Hour last) {
    Set<String> agentSlugs =
        keys.stream().map(RollupKey::agentSlug).collect(Collectors.toCollection(TreeSet::new));
    Map<RollupKey, RollupItem> stored = new HashMap<>();
    Concurrently.map(agentSlugs, agent -> table.hours(agent, first, last, true), executor)
        .forEach(hours -> hours.forEach(item -> stored.put(item.key(), item)));
    return stored;
  }

  /** The calls before and after the end of the base. */
  private static final class Sums {

    private final Instant baseEnd;
    private final SummingSpans spans = new SummingSpans();
    private final CallSums base = new CallSums();
    private final CallSums rest = new CallSums();
    private long calls;

    Sums(Instant baseEnd) {
      this.baseEnd = baseEnd;
    }

    void add(StoredTrace call) {
      calls++;
      if (spans.isLeaf(call)) {
        count(call);
      }
    }

    private void count(StoredTrace call) {
      CallSums part = call.timestamp().isBefore(baseEnd) ? base : rest;
      part.add(call);
    }

    void finish() {
      spans.leavesAmongHeld().forEach(this::count);
    }
  }
}
