// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store.rollup;

import io.github.tracequeue.store.StoredTrace;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a set of calls comes to. Exact where every sample weight is 1; else an estimate whose
 * arithmetic is exact.
 *
 * @param sums every measure that is not zero
 * @param latencies the latencies of calls that have one
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

  /** The sum of a measure, 0 where no call added to it. */
  public BigDecimal sum(Measure measure) {
    return sums.getOrDefault(measure, BigDecimal.ZERO);
  }

  /** The sum of a measure that counts, to the nearest whole number. */
  public long count(Measure measure) {
    return sum(measure).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
  }

  /** Both together. */
  public Rollup plus(Rollup other) {
    return new Builder().add(this).add(other).build();
  }

  /** A sum in the one form in which equal sums are equal objects. */
  static BigDecimal normal(BigDecimal sum) {
    return sum.signum() == 0 ? BigDecimal.ZERO : sum.stripTrailingZeros();
  }

  /** An empty builder. */
  public static Builder builder() {
    return new Builder();
  }

  /** Adds calls up. Not thread-safe. */
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

    /** The sum of what was added so far. */
    public Rollup build() {
      return new Rollup(sums, latencies.build(), prompts.build());
    }
  }
}
