// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.alarms;

import io.github.tracequeue.alarms.EvaluationWindow.Period;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What an alarm looks at. */
public sealed interface AlarmSignal {

  /** Its metrics, whatever their dimensions: those without any. */
  Set<MetricKey> families();

  /** The one agent whose metrics it looks at; empty where there is none, or several. */
  Optional<String> agent();

  /**
   * Its numbers, one per period, newest first; NaN for none. A signal of one series has the name
   * "", one of several has their names, and a query that found nothing has no series.
   */
  Map<String, double[]> values(MetricSource metrics, List<Period> periods);

  /** A statistic of a metric. */
  record OfMetric(MetricKey metric, Statistic statistic) implements AlarmSignal {

    @Override
    public Set<MetricKey> families() {
      return Set.of(new MetricKey(metric.namespace(), metric.name(), Map.of()));
    }

    @Override
    public Optional<String> agent() {
      return Optional.ofNullable(metric.dimensions().get("Agent"));
    }

    @Override
    public Map<String, double[]> values(MetricSource metrics, List<Period> periods) {
      return Map.of("", numbers(metrics, periods));
    }

    double[] numbers(MetricSource metrics, List<Period> periods) {
      MetricSeries series = metrics.series(metric);
      return periods.stream()
          .mapToDouble(period -> statistic.of(series, period.from(), period.until()))
          .toArray();
    }
  }

  /**
   * Metric math.
   *
   * @param result the id of the expression that the alarm looks at
   */
  record OfMath(
      Map<String, OfMetric> metrics,
      Map<String, MathExpression> expressions,
      String result,
      int periodSeconds)
      implements AlarmSignal {

    @Override
    public Set<MetricKey> families() {
      Set<MetricKey> families = new LinkedHashSet<>();
      metrics.values().forEach(metric -> families.addAll(metric.families()));
      return families;
    }

    @Override
    public Optional<String> agent() {
      List<Optional<String>> agents =
          metrics.values().stream().map(OfMetric::agent).distinct().toList();
      return agents.size() == 1 ? agents.get(0) : Optional.empty();
    }

    @Override
    public Map<String, double[]> values(MetricSource source, List<Period> periods) {
      Map<String, MathValue.Series> series = new LinkedHashMap<>();
      metrics.forEach(
          (id, metric) -> series.put(id, MathValue.Series.of(metric.numbers(source, periods))));
      MathInputs inputs = new MathInputs(periods.size(), periodSeconds, series, expressions);
      MathValue value = inputs.value(result);
      if (!(value instanceof MathValue.Series single)) {
        throw new UnsupportedException("an expression that does not come to one series");
      }
      return Map.of("", single.toArray());
    }
  }

  /** A Metrics Insights query. */
  record OfQuery(InsightsQuery query) implements AlarmSignal {

    @Override
    public Set<MetricKey> families() {
      return Set.of(new MetricKey(query.namespace(), query.metric(), Map.of()));
    }

    @Override
    public Optional<String> agent() {
      return Optional.empty();
    }

    @Override
    public Map<String, double[]> values(MetricSource metrics, List<Period> periods) {
      Map<String, double[]> values = new TreeMap<>();
      query
          .groups(metrics)
          .forEach(
              (group, keys) -> {
                double[] numbers =
                    new OfMetric(keys.get(0), query.statistic()).numbers(metrics, periods);
                // What has no data in the window is not found by the query at all.
                if (Arrays.stream(numbers).anyMatch(number -> !Double.isNaN(number))) {
                  values.put(group, numbers);
                }
              });
      return values;
    }
  }
}
