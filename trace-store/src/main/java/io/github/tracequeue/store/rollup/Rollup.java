// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store.rollup;

import io.github.tracequeue.store.StoredTrace;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The sums of a set of calls. Exact if every sample weight is 1, otherwise an estimate.
 *
 * @param sums all measures that are not zero
 * @param latencies the measured latencies
 * @param prompts the prompts in use
 */
public record Rollup(Map<Measure, BigDecimal> sums, LatencySketch latencies, PromptUse prompts) {

  /** No calls. */
  public static final Rollup EMPTY = new Rollup(Map.of(), LatencySketch.EMPTY, PromptUse.NONE);

  public Rollup {
    EnumMap<Measure, BigDecimal> copy = new EnumMap<>(Measure.class);
    sums.forEach(
        (measure, sum) -> {
          if (sum.signum() != 0) {
            copy.put(measure, normal(sum));
          }
        });
    sums = Collections.unmodifiableMap(copy);
  }

  /** The sum of a measure; 0 if no call added to it. */
  public BigDecimal sum(Measure measure) {
    return sums.getOrDefault(measure, BigDecimal.ZERO);
  }

  /** The sum of a counting measure, rounded to an integer. */
  public long count(Measure measure) {
    return sum(measure).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
  }

  /** The sum of both. */
  public Rollup plus(Rollup other) {
    return new Builder().add(this).add(other).build();
  }

  /** Normalizes a sum, so that equal sums are equal objects. */
  static BigDecimal normal(BigDecimal sum) {
    return sum.signum() == 0 ? BigDecimal.ZERO : sum.stripTrailingZeros();
  }

  /** Creates an empty builder. */
  public static Builder builder() {
    return new Builder();
  }

  /** Sums calls. Not thread-safe. */
  public static final class Builder {

    private static final Measure[] MEASURES = Measure.values();

    private final Map<Measure, BigDecimal> sums = new EnumMap<>(Measure.class);
    private final LatencySketch.Builder latencies = new LatencySketch.Builder();
    private final PromptUse.Builder prompts = new PromptUse.Builder();

    private Builder() {
      for (Measure measure : MEASURES) {
        sums.put(measure, BigDecimal.ZERO);
      }
    }

    /** Adds one call. */
    public Builder add(StoredTrace call) {
      for (Measure measure : MEASURES) {
        add(measure, measure.of(call));
      }
      latencies.add(call.call().latencyMillis(), call.sampleWeight());
      prompts.add(call.content(), Measure.CALLS.of(call));
      return this;
    }

    /** Adds the calls of another rollup. */
    public Builder add(Rollup other) {
      other.sums.forEach(this::add);
      latencies.add(other.latencies);
      prompts.add(other.prompts);
      return this;
    }

    private void add(Measure measure, BigDecimal amount) {
      sums.merge(measure, amount, BigDecimal::add);
    }

    /** The sum so far. */
    public Rollup build() {
      return new Rollup(sums, latencies.build(), prompts.build());
    }
  }
}
