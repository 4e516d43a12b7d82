// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What an alarm looks at: one number per period. */
sealed interface Signal {

  /** Length of a period, seconds. */
  int periodSeconds();

  /** A statistic of one metric. */
  record Statistic(MetricId metric, String statistic, int periodSeconds) implements Signal {

    private static final Set<String> STANDARD =
        Set.of("Sum", "Average", "Minimum", "Maximum", "SampleCount");

    boolean standard() {
      return STANDARD.contains(statistic);
    }

    /** The same with 0 where nothing was reported, so that silence counts at once. */
    Expression orZero(String label) {
      return new Expression("FILL(m1, 0)", label, Map.of("m1", this));
    }
  }

  /** Metric math over named statistics that share a period. */
  record Expression(String expression, String label, Map<String, Statistic> inputs)
      implements Signal {

    /** Sorts the inputs, so that a template does not change with the order of a map. */
    public Expression {
      inputs = Collections.unmodifiableMap(new TreeMap<>(inputs));
    }

    @Override
    public int periodSeconds() {
      return inputs.values().iterator().next().periodSeconds();
    }
  }

  /** A Metrics Insights query with a series per group; it sees the last three hours only. */
  record Query(String sql, String label, int periodSeconds) implements Signal {}

  /** A statistic that is compared with the band that CloudWatch has learned for it. */
  record Anomaly(Statistic statistic, int standardDeviations) implements Signal {

    @Override
    public int periodSeconds() {
      return statistic.periodSeconds();
    }
  }
}
