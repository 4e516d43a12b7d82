// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.output;

import java.util.ArrayList;
import java.util.List;

/** A text table: the first column is aligned left, the others right. */
public final class ReportTable {
  private final List<List<String>> rows = new ArrayList<>();

  /** Adds a row; the first row is the header. */
  public ReportTable row(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  /** The lines of the table, without line separators. */
  public List<String> lines() {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String padding = " ".repeat(widths[i] - row.get(i).length());
      line.append("  ").append(i == 0 ? row.get(i) + padding : padding + row.get(i));
    }
    return line.toString();
  }
}
