// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch.limit;

import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.StoredTrace.Call;
import io.github.tracequeue.store.StoredTrace.CallCost;
import io.github.tracequeue.store.StoredTrace.Content;
import io.github.tracequeue.store.StoredTrace.Tokens;
import io.github.tracequeue.store.StoredTrace.TraceLinks;
import io.github.tracequeue.store.agent.AgentRecord;
import io.github.tracequeue.store.agent.DropReports;
import io.github.tracequeue.store.rollup.Hour;
import io.github.tracequeue.store.rollup.Rollup;
import io.github.tracequeue.store.rollup.RollupKey;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Traffic that a test makes up. */
final class SampleTraffic implements AgentTraffic {

  static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private final List<StoredTrace> calls = new ArrayList<>();
  final List<DropReports.Report> drops = new ArrayList<>();
  Instant watchedSince = NOON;
  AgentRecord.@Nullable LastRun lastRun;
  @Nullable Instant lastRunEnd;

  /** A call so long before noon. */
  SampleTraffic call(Duration before) {
    return call(before, false, 1_000, "0.01", null);
  }

  SampleTraffic failed(Duration before) {
    return call(before, true, 1_000, "0.01", null);
  }

  SampleTraffic took(Duration before, long millis) {
    return call(before, false, millis, "0.01", null);
  }

  SampleTraffic cost(Duration before, @Nullable String usd) {
    return call(before, false, 1_000, usd, null);
  }

  SampleTraffic prompt(Duration before, @Nullable String hash) {
    return call(before, false, 1_000, "0.01", hash);
  }

  /** Changes the last call. */
  SampleTraffic weighing(double weight) {
    calls.add(calls.remove(calls.size() - 1).withSampleWeight(weight));
    return this;
  }

  private SampleTraffic call(
      Duration before, boolean failed, long millis, @Nullable String usd, @Nullable String hash) {
    calls.add(
        new StoredTrace(
            "e-" + calls.size(),
            NOON.minus(before),
            "cto",
            new Call(
                null,
                "m-1",
                null,
                millis,
                null,
                failed,
                failed ? "overloaded" : null,
                null,
                null,
                false,
                null),
            new Tokens(100, 20, 0, 0, 0, 0, true),
            usd == null
                ? CallCost.unpriced("unknown_model")
                : CallCost.priced(new BigDecimal(usd), "row"),
            new TraceLinks(null, null, null, null, null),
            new Content(hash, null, null, false, Map.of()),
            1));
    return this;
  }

  @Override
  public String agentSlug() {
    return "cto";
  }

  @Override
  public Instant watchedSince() {
    return watchedSince;
  }

  @Override
  public @Nullable Instant lastActive() {
    Instant call = calls.stream().map(StoredTrace::timestamp).max(Instant::compareTo).orElse(null);
    return call == null || (lastRunEnd != null && lastRunEnd.isAfter(call)) ? lastRunEnd : call;
  }

  @Override
  public AgentRecord.@Nullable LastRun lastRun() {
    return lastRun;
  }

  @Override
  public List<RecentCall> recentCalls() {
    return RecentCall.newestFirst(calls.stream().map(RecentCall::of));
  }

  @Override
  public SortedMap<RollupKey, Rollup> hour(Hour hour) {
    return sums(
        call -> Hour.of(call.timestamp()).equals(hour), call -> RollupKey.ofHour("cto", call));
  }

  @Override
  public SortedMap<RollupKey, Rollup> days(LocalDate first, LocalDate last) {
    return sums(
        call -> {
          LocalDate day = Hour.of(call.timestamp()).day();
          return !day.isBefore(first) && !day.isAfter(last);
        },
        call -> RollupKey.ofHour("cto", call).ofDay());
  }

  private SortedMap<RollupKey, Rollup> sums(
      Predicate<StoredTrace> filter, Function<StoredTrace, RollupKey> key) {
    SortedMap<RollupKey, Rollup> sums = new TreeMap<>();
    calls.stream()
        .filter(filter)
        .forEach(
            call -> sums.merge(key.apply(call), Rollup.builder().add(call).build(), Rollup::plus));
    return sums;
  }

  @Override
  public List<DropReports.Report> drops(Instant since) {
    return drops.stream().filter(report -> !report.sentAt().isBefore(since)).toList();
  }
}
