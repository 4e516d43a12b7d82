// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.store.rollup.LatencySketch;
import io.github.tracequeue.store.rollup.Rollup;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * The latency trend: the newest buckets with at least a quarter of the calls, compared with the
 * earlier ones.
 *
 * @param since the start of the newest quarter
 * @param recentP95 in milliseconds
 * @param earlierP95 in milliseconds
 */
record Trend(Instant since, long recentP95, long earlierP95) {

  // With fewer calls, a single slow call determines the 95th percentile.
  private static final int LEAST_CALLS = 20;

  /** The trend of buckets in order; empty if there are too few calls. */
  static Optional<Trend> of(NavigableMap<Instant, Rollup> buckets) {
    double all = buckets.values().stream().mapToDouble(rollup -> rollup.latencies().count()).sum();
    double wanted = Math.max(LEAST_CALLS, all / 4);
    Iterator<Map.Entry<Instant, Rollup>> newestFirst =
        buckets.descendingMap().entrySet().iterator();
    LatencySketch recent = LatencySketch.EMPTY;
    Instant since = Instant.MAX;
    while (newestFirst.hasNext() && recent.count() < wanted) {
      Map.Entry<Instant, Rollup> bucket = newestFirst.next();
      since = bucket.getKey();
      recent = recent.plus(bucket.getValue().latencies());
    }
    LatencySketch earlier = LatencySketch.EMPTY;
    while (newestFirst.hasNext()) {
      earlier = earlier.plus(newestFirst.next().getValue().latencies());
    }
    return recent.count() < LEAST_CALLS || earlier.count() < LEAST_CALLS
        ? Optional.empty()
        : Optional.of(new Trend(since, recent.percentile(95), earlier.percentile(95)));
  }

  void writeTo(JsonWriter json) {
    json.startObject("latency_trend")
        .time("since", since)
        .number("recent_p95_ms", recentP95)
        .number("earlier_p95_ms", earlierP95)
        .end();
  }
}
