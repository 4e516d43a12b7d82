// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.step.StepDistributionSummary;
import java.util.Map;
import java.util.TreeMap;

/**
 * A summary that also keeps each value with its count, for CloudWatch computes true percentiles
 * from nothing less. For one thread.
 */
final class ValueSummary extends StepDistributionSummary {

  private final Map<Double, Integer> counts = new TreeMap<>();

  ValueSummary(
      Meter.Id id, Clock clock, DistributionStatisticConfig config, double scale, long stepMillis) {
    super(id, clock, config, scale, stepMillis, false);
  }

  @Override
  protected void recordNonNegative(double amount) {
    super.recordNonNegative(amount);
    counts.merge(amount, 1, Integer::sum);
  }

  Map<Double, Integer> counts() {
    return counts;
  }
}
