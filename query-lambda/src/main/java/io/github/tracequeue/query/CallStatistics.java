// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.rollup.Measure;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Statistics of a set of stored calls. Each call counts with its sample weight; if all weights are
 * 1, all numbers are exact. Not thread-safe.
 */
public final class CallStatistics {
  private final WeightedLatencies latencies = new WeightedLatencies();
  private BigDecimal calls = BigDecimal.ZERO;
  private BigDecimal errors = BigDecimal.ZERO;
  private BigDecimal unpriced = BigDecimal.ZERO;
  private BigDecimal inputTokens = BigDecimal.ZERO;
  private BigDecimal outputTokens = BigDecimal.ZERO;
  private BigDecimal costUsd = BigDecimal.ZERO;

  /** Adds one call. */
  public void add(StoredTrace trace) {
    BigDecimal weight = BigDecimal.valueOf(trace.sampleWeight());
    calls = calls.add(weight);
    if (trace.call().failed()) {
      errors = errors.add(weight);
    }
    BigDecimal usd = trace.cost().usd();
    if (usd == null) {
      unpriced = unpriced.add(weight);
    } else {
      costUsd = costUsd.add(usd.multiply(weight));
    }
    inputTokens = inputTokens.add(Measure.INPUT_TOKENS.of(trace));
    outputTokens = outputTokens.add(weight.multiply(BigDecimal.valueOf(trace.tokens().output())));
    latencies.add(trace.call().latencyMillis(), trace.sampleWeight());
  }

  /** The number of calls. */
  public long calls() {
    return rounded(calls);
  }

  /** The number of failed calls. */
  public long errors() {
    return rounded(errors);
  }

  /** The number of calls without a known cost, which is not a cost of zero. */
  public long unpriced() {
    return rounded(unpriced);
  }

  /** Input tokens, including cached ones for either counting convention. */
  public long inputTokens() {
    return rounded(inputTokens);
  }

  /** Output tokens, including reasoning. */
  public long outputTokens() {
    return rounded(outputTokens);
  }

  /** The known cost in US dollars. */
  public BigDecimal costUsd() {
    BigDecimal stripped = costUsd.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  /** A latency percentile in milliseconds; see {@link WeightedLatencies#percentile}. */
  public long latencyMillis(int percent) {
    return latencies.percentile(percent);
  }

  private static long rounded(BigDecimal number) {
    return number.setScale(0, RoundingMode.HALF_EVEN).longValueExact();
  }
}
