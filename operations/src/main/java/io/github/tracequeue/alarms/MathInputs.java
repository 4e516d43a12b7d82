// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.alarms;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The metrics and expressions of one alarm, by id, over its periods. Not thread safe. */
final class MathInputs {
  private final int periods;
  private final int periodSeconds;
  private final Map<String, MathValue.Series> metrics;
  private final Map<String, MathExpression> expressions;
  private final Map<String, MathValue> known = new HashMap<>();

  MathInputs(
      int periods,
      int periodSeconds,
      Map<String, MathValue.Series> metrics,
      Map<String, MathExpression> expressions) {
    this.periods = periods;
    this.periodSeconds = periodSeconds;
    this.metrics = new LinkedHashMap<>(metrics);
    this.expressions = Map.copyOf(expressions);
  }

  MathValue value(String id) {
    MathValue.@Nullable Series metric = metrics.get(id);
    if (metric != null) {
      return metric;
    }
    MathExpression expression = expressions.get(id);
    if (expression == null) {
      throw new UnsupportedException("the unknown id " + id);
    }
    MathValue value = known.get(id);
    if (value == null) {
      value = expression.evaluate(this);
      known.put(id, value);
    }
    return value;
  }

  int periodSeconds() {
    return periodSeconds;
  }

  /** All metrics whose id contains a text; expressions are not among them. */
  MathValue.Group metrics(String part) {
    return new MathValue.Group(
        metrics.entrySet().stream()
            .filter(entry -> entry.getKey().contains(part))
            .map(Map.Entry::getValue)
            .collect(Collectors.toList()));
  }

  /** A number repeated, or the series itself. */
  MathValue.Series asSeries(MathValue value) {
    if (value instanceof MathValue.Scalar scalar) {
      return MathValue.Series.of(periods, period -> scalar.value());
    }
    if (value instanceof MathValue.Series series) {
      return series;
    }
    throw new UnsupportedException("an array of series in this place");
  }
}
