// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli;

import io.github.tracequeue.query.CallStatistics;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Columns of text, the first to the left and the others to the right. */
final class ReportTable {
  private final List<List<String>> rows = new ArrayList<>();

  ReportTable row(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  /** Calls, errors, latency, tokens and cost of each agent, and of all. */
  static ReportTable ofAgents(RunResult result) {
    ReportTable table =
        new ReportTable()
            .row("agent", "calls", "errors", "p50 ms", "p95 ms", "tokens in", "tokens out", "USD");
    result.byAgent().forEach((agent, statistics) -> table.row(cells(agent, statistics)));
    return table.row(cells("all", result.total()));
  }

  /** The lines of the table, without an end of line. */
  List<String> lines() {
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

  private static String[] cells(String name, CallStatistics statistics) {
    return new String[] {
      name,
      number(statistics.calls()),
      number(statistics.errors()),
      number(statistics.latencyMillis(50)),
      number(statistics.latencyMillis(95)),
      number(statistics.inputTokens()),
      number(statistics.outputTokens()),
      usd(statistics)
    };
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String usd(CallStatistics statistics) {
    BigDecimal usd = statistics.costUsd().setScale(4, RoundingMode.HALF_EVEN);
    String text = String.format(Locale.ROOT, "%,.4f", usd);
    return statistics.unpriced() == 0
        ? text
        : text + " + " + number(statistics.unpriced()) + " unpriced";
  }
}
