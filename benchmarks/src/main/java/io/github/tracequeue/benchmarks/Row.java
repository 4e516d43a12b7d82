// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import java.util.List;

/**
 * A measured figure.
 *
 * @param subject the measured client or function
 * @param condition the condition of the measurement
 * @param metric the name of the metric
 * @param unit the unit of the values
 * @param values one for each fork, at least one
 */
record Row(String subject, String condition, String metric, String unit, List<Double> values) {

  Row {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("values of " + metric + " are missing");
    }
    values = List.copyOf(values);
  }

  double median() {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  double lowest() {
    return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  double highest() {
    return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }
}
