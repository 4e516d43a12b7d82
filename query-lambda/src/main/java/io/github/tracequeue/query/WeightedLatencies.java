// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import java.util.Map;
import java.util.TreeMap;

/**
 * Latencies in milliseconds, each weighted by the number of calls that it represents, and their
 * percentiles.
 *
 * <p>A latency of zero was not measured and is ignored. A percentile is the first latency, in
 * ascending order, at which the calls counted so far exceed the requested share of all calls; if
 * all weights are 1, this is {@code sorted[floor(n * share)]}, as in {@code
 * contract/vectors/latency-percentiles.json}. Not thread-safe.
 */
public final class WeightedLatencies {
  private final TreeMap<Long, Double> weightByLatency = new TreeMap<>();
  private double totalWeight;

  /** Adds a call's latency, which represents {@code weight} calls. */
  public void add(long latencyMillis, double weight) {
    if (latencyMillis == 0) {
      return;
    }
    weightByLatency.merge(latencyMillis, weight, Double::sum);
    totalWeight += weight;
  }

  /** The latency in milliseconds below which {@code percent} of the calls lie; 0 without calls. */
  public long percentile(int percent) {
    if (percent < 0 || percent > 99) {
      throw new IllegalArgumentException("percent must be from 0 to 99, but is " + percent);
    }
    double reached = 0;
    for (Map.Entry<Long, Double> entry : weightByLatency.entrySet()) {
      reached += entry.getValue();
      if (reached * 100 > totalWeight * percent) {
        return entry.getKey();
      }
    }
    return 0;
  }
}
