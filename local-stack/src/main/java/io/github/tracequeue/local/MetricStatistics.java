// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The statistics of a metric in a period. Immutable.
 *
 * @param count the number of samples
 * @param sum the sum of the samples as decimal numbers, without binary rounding
 * @param minimum the smallest sample
 * @param maximum the largest sample
 * @param values the number of samples by value; empty if a sender sent only a summary
 */
public record MetricStatistics(
    BigDecimal count,
    BigDecimal sum,
    double minimum,
    double maximum,
    NavigableMap<Double, BigDecimal> values) {

  /** Copies the values. */
  public MetricStatistics {
    values = Collections.unmodifiableNavigableMap(new TreeMap<>(values));
  }

  /** The sum divided by the count. */
  public double average() {
    return sum.doubleValue() / count.doubleValue();
  }

  /**
   * The percentile by the nearest-rank method.
   *
   * @param percent 0 to 100
   * @return {@code NaN} if a sender sent only a summary
   */
  public double percentile(double percent) {
    if (values.isEmpty()) {
      return Double.NaN;
    }
    BigDecimal rank = count.multiply(BigDecimal.valueOf(percent)).movePointLeft(2);
    BigDecimal seen = BigDecimal.ZERO;
    for (Map.Entry<Double, BigDecimal> sample : values.entrySet()) {
      seen = seen.add(sample.getValue());
      if (seen.compareTo(rank) >= 0) {
        return sample.getKey();
      }
    }
    return maximum;
  }

  /** Sums samples. Not thread-safe. */
  static final class Accumulator {
    private final NavigableMap<Double, BigDecimal> values = new TreeMap<>();
    private BigDecimal count = BigDecimal.ZERO;
    private BigDecimal sum = BigDecimal.ZERO;
    private double minimum = Double.POSITIVE_INFINITY;
    private double maximum = Double.NEGATIVE_INFINITY;
    private boolean complete = true;

    void add(MetricStatistics more) {
      count = count.add(more.count);
      sum = sum.add(more.sum);
      minimum = Math.min(minimum, more.minimum);
      maximum = Math.max(maximum, more.maximum);
      // Percentiles cannot be computed from a summary.
      complete &= !more.values.isEmpty();
      more.values.forEach((value, times) -> values.merge(value, times, BigDecimal::add));
    }

    void add(double value, BigDecimal times) {
      BigDecimal total = BigDecimal.valueOf(value).multiply(times);
      count = count.add(times);
      sum = sum.add(total);
      minimum = Math.min(minimum, value);
      maximum = Math.max(maximum, value);
      values.merge(value, times, BigDecimal::add);
    }

    MetricStatistics statistics() {
      return new MetricStatistics(
          count, sum, minimum, maximum, complete ? values : new TreeMap<>());
    }
  }
}
