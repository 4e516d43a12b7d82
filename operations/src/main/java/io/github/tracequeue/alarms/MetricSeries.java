// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.alarms;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A metric's values by minute, as CloudWatch keeps them: how often each value was reported.
 * Immutable and safe for use by several threads.
 */
public final class MetricSeries {
  /** No data at any time. */
  public static final MetricSeries EMPTY = new Builder().build();

  private final long[] minutes;
  private final double[] sums;
  private final double[] counts;
  private final double[][] values;
  private final double[][] weights;

  private MetricSeries(NavigableMap<Long, NavigableMap<Double, Double>> byMinute) {
    int size = byMinute.size();
    minutes = new long[size];
    sums = new double[size];
    counts = new double[size];
    values = new double[size][];
    weights = new double[size][];
    int i = 0;
    for (Map.Entry<Long, NavigableMap<Double, Double>> minute : byMinute.entrySet()) {
      minutes[i] = minute.getKey();
      values[i] = minute.getValue().keySet().stream().mapToDouble(value -> value).toArray();
      weights[i] = minute.getValue().values().stream().mapToDouble(count -> count).toArray();
      for (int j = 0; j < values[i].length; j++) {
        sums[i] += values[i][j] * weights[i][j];
        counts[i] += weights[i][j];
      }
      i++;
    }
  }

  /** A builder without data. */
  public static Builder builder() {
    return new Builder();
  }

  boolean isEmpty() {
    return minutes.length == 0;
  }

  /** How many values were reported from one instant up to, but not including, another. */
  double sampleCount(Instant from, Instant until) {
    return total(counts, from, until);
  }

  double sum(Instant from, Instant until) {
    return total(sums, from, until);
  }

  double minimum(Instant from, Instant until) {
    double least = Double.NaN;
    for (int i = position(from), end = position(until); i < end; i++) {
      least = Double.isNaN(least) ? values[i][0] : Math.min(least, values[i][0]);
    }
    return least;
  }

  double maximum(Instant from, Instant until) {
    double most = Double.NaN;
    for (int i = position(from), end = position(until); i < end; i++) {
      double last = values[i][values[i].length - 1];
      most = Double.isNaN(most) ? last : Math.max(most, last);
    }
    return most;
  }

  /** The least value that at least this share of all values do not exceed. */
  double percentile(double share, Instant from, Instant until) {
    TreeMap<Double, Double> merged = new TreeMap<>();
    for (int i = position(from), end = position(until); i < end; i++) {
      for (int j = 0; j < values[i].length; j++) {
        merged.merge(values[i][j], weights[i][j], Double::sum);
      }
    }
    double rank = share * sampleCount(from, until);
    double seen = 0;
    double result = Double.NaN;
    for (Map.Entry<Double, Double> entry : merged.entrySet()) {
      seen += entry.getValue();
      result = entry.getKey();
      if (seen >= rank) {
        break;
      }
    }
    return result;
  }

  private double total(double[] perMinute, Instant from, Instant until) {
    double total = 0;
    for (int i = position(from), end = position(until); i < end; i++) {
      total += perMinute[i];
    }
    return total;
  }

  /** Index of the first minute that does not begin before an instant. */
  private int position(Instant instant) {
    long minute = Math.floorDiv(instant.getEpochSecond() + 59, 60);
    int low = 0;
    int high = minutes.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (minutes[middle] < minute) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Collects values; not safe for use by several threads. */
  public static final class Builder {
    private final NavigableMap<Long, NavigableMap<Double, Double>> byMinute = new TreeMap<>();

    private Builder() {}

    /** Adds a value once. */
    public Builder add(Instant time, double value) {
      return add(time, value, 1);
    }

    /** Adds a value as often as {@code count} says, which must be above 0. */
    public Builder add(Instant time, double value, double count) {
      if (Double.isNaN(value) || !(count > 0)) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "no value: %s, %s times", value, count));
      }
      byMinute
          .computeIfAbsent(Math.floorDiv(time.getEpochSecond(), 60), minute -> new TreeMap<>())
          .merge(value, count, Double::sum);
      return this;
    }

    /** The series so far. */
    public MetricSeries build() {
      return new MetricSeries(byMinute);
    }
  }
}
