// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds and formats measured figures. */
final class Figures {
  private final Map<Part, PartResult> results;

  Figures(Map<Part, PartResult> results) {
    this.results = Map.copyOf(results);
  }

  /** The rows of a part; empty if it was not measured. */
  List<Row> rows(Part part) {
    PartResult result = results.get(part);
    return result == null ? List.of() : result.rows();
  }

  Optional<PartResult> result(Part part) {
    return Optional.ofNullable(results.get(part));
  }

  /** The groups with a measured part. */
  List<String> groups() {
    return results.keySet().stream().map(Part::group).distinct().sorted().toList();
  }

  Collection<PartResult> results() {
    return results.values();
  }

  Optional<Row> row(Part part, String subject, String condition, String metric) {
    return rows(part).stream()
        .filter(row -> row.subject().equals(subject))
        .filter(row -> row.condition().equals(condition))
        .filter(row -> row.metric().equals(metric))
        .findFirst();
  }

  /** Formats a number with three significant digits. */
  static String text(double value) {
    double size = Math.abs(value);
    String format =
        size >= 100 || value == Math.rint(value) ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }

  /** The median, with the range over the forks. */
  static String withSpread(Row row) {
    String median = text(row.median());
    if (row.values().size() == 1) {
      return median;
    }
    String low = text(row.lowest());
    String high = text(row.highest());
    return low.equals(high) ? median : median + " (" + low + "–" + high + ")";
  }
}
