// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** Collects figures fork by fork. Not thread-safe. */
final class Rows {
  private final List<Row> rows = new ArrayList<>();

  /** Adds the value of a fork to its row. */
  void add(String subject, String condition, String metric, String unit, double value) {
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      if (row.subject().equals(subject)
          && row.condition().equals(condition)
          && row.metric().equals(metric)) {
        List<Double> values = new ArrayList<>(row.values());
        values.add(value);
        rows.set(i, new Row(subject, condition, metric, unit, values));
        return;
      }
    }
    rows.add(new Row(subject, condition, metric, unit, List.of(value)));
  }

  List<Row> all() {
    return List.copyOf(rows);
  }
}
