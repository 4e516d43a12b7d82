// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.alarms;

import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the values of one period become one number. */
sealed interface Statistic {
  Pattern PERCENTILE = Pattern.compile("[pP](\\d{1,2}(?:\\.\\d{1,10})?|100)");

  /** The number for a stretch of time; NaN where nothing was reported. */
  double of(MetricSeries series, Instant from, Instant until);

  /** A statistic by CloudWatch's name; throws {@link UnsupportedException} for unknown ones. */
  static Statistic parse(String name) {
    for (Simple simple : Simple.values()) {
      if (simple.title.equals(name)) {
        return simple;
      }
    }
    Matcher percentile = PERCENTILE.matcher(name);
    if (percentile.matches()) {
      return new Percentile(Double.parseDouble(percentile.group(1)) / 100);
    }
    throw new UnsupportedException("the statistic " + name);
  }

  /** A statistic that CloudWatch has without being told a number. */
  enum Simple implements Statistic {
    SUM("Sum"),
    AVERAGE("Average"),
    MINIMUM("Minimum"),
    MAXIMUM("Maximum"),
    SAMPLE_COUNT("SampleCount");

    private final String title;

    Simple(String title) {
      this.title = title;
    }

    @Override
    public double of(MetricSeries series, Instant from, Instant until) {
      double count = series.sampleCount(from, until);
      if (count == 0) {
        return Double.NaN;
      }
      return switch (this) {
        case SUM -> series.sum(from, until);
        case AVERAGE -> series.sum(from, until) / count;
        case MINIMUM -> series.minimum(from, until);
        case MAXIMUM -> series.maximum(from, until);
        case SAMPLE_COUNT -> count;
      };
    }
  }

  /**
   * A percentile.
   *
   * @param share 0.95 for p95
   */
  record Percentile(double share) implements Statistic {

    @Override
    public double of(MetricSeries series, Instant from, Instant until) {
      return series.percentile(share, from, until);
    }

    /** With fewer values than this CloudWatch does not hold a percentile to mean anything. */
    double significantSamples() {
      return share >= 0.5 ? 10 / (1 - share) : 10 / share;
    }
  }
}
