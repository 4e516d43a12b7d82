// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Formats figures as Markdown tables. */
final class Tables {
  private Tables() {}

  /** The section of a group: its targets, and a table for each part. */
  static String section(Figures figures, String group) {
    var text = new StringBuilder();
    List<Target> targets =
        Targets.judge(figures).stream().filter(target -> target.group().equals(group)).toList();
    if (!targets.isEmpty()) {
      text.append("| target | measured | |\n|---|---|---|\n");
      targets.forEach(
          target ->
              text.append(
                  String.format(
                      Locale.ROOT,
                      "| %s | %s | %s |\n",
                      target.text(),
                      target.measured(),
                      target.verdict().text())));
    }
    for (Part part : Part.values()) {
      if (part.group().equals(group)) {
        figures.result(part).ifPresent(result -> text.append(part(part, result)));
      }
    }
    return text.toString();
  }

  /** Links to the charts of a group's parts in this folder. */
  static String pictures(Figures figures, String group, String folder) {
    var text = new StringBuilder("\n");
    for (Part part : Part.values()) {
      if (part.group().equals(group) && figures.result(part).isPresent()) {
        for (Charts.Picture picture : Charts.of(part)) {
          text.append(
              String.format(
                  Locale.ROOT, "![%s](%s%s.svg)\n", picture.title(), folder, picture.file()));
        }
      }
    }
    return text.toString();
  }

  private static String part(Part part, PartResult result) {
    var text = new StringBuilder("\n### ").append(part.title()).append("\n\n");
    text.append("`").append(result.command()).append("`, ").append(BuildOrigin.of(result));
    text.append("\n");
    Map<Set<String>, List<Row>> shapes = new LinkedHashMap<>();
    for (String condition : conditions(result.rows())) {
      List<Row> rows = of(condition, result.rows());
      Set<String> metrics = new LinkedHashSet<>();
      rows.forEach(row -> metrics.add(row.metric()));
      shapes.computeIfAbsent(metrics, key -> new ArrayList<>()).addAll(rows);
    }
    shapes.values().forEach(rows -> text.append('\n').append(table(rows)));
    return text.toString();
  }

  /** One row for each condition and subject, one column for each metric. */
  private static String table(List<Row> rows) {
    Map<String, String> metrics = new LinkedHashMap<>();
    rows.forEach(row -> metrics.put(row.metric(), row.unit()));
    var text = new StringBuilder("| condition | subject |");
    metrics.forEach(
        (metric, unit) ->
            text.append(' ').append(metric).append(unit.isEmpty() ? "" : ", " + unit).append(" |"));
    text.append("\n|---|---|").append("--:|".repeat(metrics.size())).append('\n');
    for (String condition : conditions(rows)) {
      List<Row> under = of(condition, rows);
      Set<String> subjects = new LinkedHashSet<>();
      under.forEach(row -> subjects.add(row.subject()));
      for (String subject : subjects) {
        text.append("| ").append(condition).append(" | ").append(subject).append(" |");
        metrics
            .keySet()
            .forEach(metric -> text.append(' ').append(cell(under, subject, metric)).append(" |"));
        text.append('\n');
      }
    }
    return text.toString();
  }

  private static String cell(List<Row> rows, String subject, String metric) {
    Optional<Row> row =
        rows.stream()
            .filter(each -> each.subject().equals(subject) && each.metric().equals(metric))
            .findFirst();
    return row.map(Figures::withSpread).orElse("–");
  }

  private static Set<String> conditions(List<Row> rows) {
    Set<String> conditions = new LinkedHashSet<>();
    rows.forEach(row -> conditions.add(row.condition()));
    return conditions;
  }

  private static List<Row> of(String condition, List<Row> rows) {
    return rows.stream().filter(row -> row.condition().equals(condition)).toList();
  }
}
