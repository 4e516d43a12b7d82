// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.step.StepDistributionSummary;
import java.util.Arrays;

/**
 * A summary that keeps all values and no statistics, because CloudWatch needs the values for exact
 * percentiles. Not thread-safe.
 */
final class ValueSummary extends StepDistributionSummary {

  private double[] values = new double[16];
  private int size;

  ValueSummary(
      Meter.Id id, Clock clock, DistributionStatisticConfig config, double scale, long stepMillis) {
    super(id, clock, config, scale, stepMillis, false);
  }

  @Override
  protected void recordNonNegative(double amount) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = amount;
  }

  /** Passes each distinct value with its count, in ascending order. */
  void forEach(ValueAndCount action) {
    double[] sorted = Arrays.copyOf(values, size);
    Arrays.sort(sorted);
    for (int from = 0; from < size; ) {
      int to = from + 1;
      while (to < size && sorted[to] == sorted[from]) {
        to++;
      }
      action.accept(sorted[from], to - from);
      from = to;
    }
  }

  /** Receives a value and its count. */
  interface ValueAndCount {
    void accept(double value, int count);
  }
}
