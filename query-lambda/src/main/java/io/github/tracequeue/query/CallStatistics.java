// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.rollup.Measure;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Statistics of a set of stored calls. Each call counts with its sample weight; if all weights are
 * 1, all numbers are exact. Not thread-safe.
 */
public final class CallStatistics {
  private static final Set<Measure> MEASURES =
      EnumSet.of(
          Measure.CALLS,
          Measure.ERRORS,
          Measure.UNPRICED,
          Measure.INPUT_TOKENS,
          Measure.OUTPUT_TOKENS,
          Measure.COST_USD);

  private final WeightedLatencies latencies = new WeightedLatencies();
  private final Map<Measure, BigDecimal> sums = new EnumMap<>(Measure.class);

  /** Adds one call. */
  public void add(StoredTrace trace) {
    for (Measure measure : MEASURES) {
      sums.merge(measure, measure.of(trace), BigDecimal::add);
    }
    latencies.add(trace.call().latencyMillis(), trace.sampleWeight());
  }

  /** The number of calls. */
  public long calls() {
    return count(Measure.CALLS);
  }

  /** The number of failed calls. */
  public long errors() {
    return count(Measure.ERRORS);
  }

  /** The number of calls without a known cost, which is not a cost of zero. */
  public long unpriced() {
    return count(Measure.UNPRICED);
  }

  /** Input tokens, including cached ones for either counting convention. */
  public long inputTokens() {
    return count(Measure.INPUT_TOKENS);
  }

  /** Output tokens, including reasoning. */
  public long outputTokens() {
    return count(Measure.OUTPUT_TOKENS);
  }

  /** The known cost in US dollars. */
  public BigDecimal costUsd() {
    BigDecimal stripped = sum(Measure.COST_USD).stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  /** A latency percentile in milliseconds; see {@link WeightedLatencies#percentile}. */
  public long latencyMillis(int percent) {
    return latencies.percentile(percent);
  }

  private long count(Measure measure) {
    return sum(measure).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
  }

  private BigDecimal sum(Measure measure) {
    return sums.getOrDefault(measure, BigDecimal.ZERO);
  }
}
