// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.store.StoredTrace;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The latency trend: the newest quarter of the calls compared with the earlier calls.
 *
 * @param since the start of the newest quarter
 * @param recentP95 in milliseconds
 * @param earlierP95 in milliseconds
 */
record Trend(Instant since, long recentP95, long earlierP95) {

  // With fewer calls, a single slow call determines the 95th percentile.
  private static final int LEAST_CALLS = 20;

  /** The trend of calls, newest first; empty if there are too few calls. */
  static Optional<Trend> of(List<StoredTrace> newestFirst) {
    int quarter = newestFirst.size() / 4;
    if (quarter < LEAST_CALLS) {
      return Optional.empty();
    }
    long recent = p95(newestFirst.subList(0, quarter));
    long earlier = p95(newestFirst.subList(quarter, newestFirst.size()));
    return Optional.of(new Trend(newestFirst.get(quarter - 1).timestamp(), recent, earlier));
  }

  private static long p95(List<StoredTrace> calls) {
    WeightedLatencies latencies = new WeightedLatencies();
    calls.forEach(call -> latencies.add(call.call().latencyMillis(), call.sampleWeight()));
    return latencies.percentile(95);
  }

  void writeTo(JsonWriter json) {
    json.startObject("latency_trend")
        .time("since", since)
        .number("recent_p95_ms", recentP95)
        .number("earlier_p95_ms", earlierP95)
        .end();
  }
}
