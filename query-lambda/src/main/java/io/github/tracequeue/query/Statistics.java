// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.SummingSpans;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The statistics of a list of calls in the API. */
final class Statistics {

  private final List<StoredTrace> calls;
  private final CallStatistics total = new CallStatistics();
  private final Map<LocalDate, CallStatistics> perDay = new TreeMap<>();
  private final int rollUps;

  private Statistics(List<StoredTrace> calls, int rollUps) {
    this.calls = calls;
    this.rollUps = rollUps;
    for (StoredTrace call : calls) {
      total.add(call);
      LocalDate day = LocalDate.ofInstant(call.timestamp(), ZoneOffset.UTC);
      perDay.computeIfAbsent(day, d -> new CallStatistics()).add(call);
    }
  }

  /** The statistics of a list. Spans that sum up others of the list do not count. */
  static Statistics of(List<StoredTrace> calls) {
    List<StoredTrace> leaves = SummingSpans.leavesOf(calls);
    return new Statistics(leaves, calls.size() - leaves.size());
  }

  /** The statistics of a list from which {@code rollUps} spans were removed. */
  static Statistics ofLeaves(List<StoredTrace> leaves, int rollUps) {
    return new Statistics(leaves, rollUps);
  }

  CallStatistics total() {
    return total;
  }

  /** The calls that count. */
  List<StoredTrace> calls() {
    return calls;
  }

  void writeTo(JsonWriter json, String name) {
    json.startObject(name)
        .number("count", total.calls())
        .number("stored", (long) calls.size())
        .flag("sampled", calls.stream().anyMatch(call -> call.sampleWeight() != 1))
        .number("roll_ups", (long) rollUps)
        .number("errors", total.errors())
        .number("unpriced", total.unpriced())
        .number("input_tokens", total.inputTokens())
        .number("output_tokens", total.outputTokens())
        .number("spend_usd", total.costUsd());
    writeLatency(json, total);
    json.array(
        "spend_per_day",
        perDay.entrySet(),
        day ->
            json.startObject()
                .text("day", day.getKey().toString())
                .number("count", day.getValue().calls())
                .number("errors", day.getValue().errors())
                .number("spend_usd", day.getValue().costUsd())
                .end());
    json.end();
  }

  static void writeLatency(JsonWriter json, CallStatistics statistics) {
    json.startObject("latency_ms")
        .number("p50", statistics.latencyMillis(50))
        .number("p95", statistics.latencyMillis(95))
        .number("p99", statistics.latencyMillis(99))
        .end();
  }
}
