// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.local;

import static io.github.tracequeue.cli.output.ReportTable.Column.number;
import static io.github.tracequeue.cli.output.ReportTable.Column.text;

import io.github.tracequeue.cli.output.Quantity;
import io.github.tracequeue.cli.output.ReportTable;
import io.github.tracequeue.query.CallStatistics;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/** The report's table: calls, errors, latency, tokens and cost of each agent and of all agents. */
final class AgentTable {
  private AgentTable() {}

  static List<String> lines(RunResult result) {
    ReportTable table =
        new ReportTable(
            text("agent"),
            number("calls"),
            number("errors"),
            number("p50 ms"),
            number("p95 ms"),
            number("tokens in"),
            number("tokens out"),
            number("USD"));
    result.byAgent().forEach((agent, statistics) -> table.row(cells(agent, statistics)));
    return table.row(cells("all", result.total())).lines();
  }

  private static String[] cells(String name, CallStatistics statistics) {
    return new String[] {
      name,
      Quantity.number(statistics.calls()),
      Quantity.number(statistics.errors()),
      Quantity.number(statistics.latencyMillis(50)),
      Quantity.number(statistics.latencyMillis(95)),
      Quantity.number(statistics.inputTokens()),
      Quantity.number(statistics.outputTokens()),
      usd(statistics)
    };
  }

  private static String usd(CallStatistics statistics) {
    BigDecimal usd = statistics.costUsd().setScale(4, RoundingMode.HALF_EVEN);
    String text = String.format(Locale.ROOT, "%,.4f", usd);
    return statistics.unpriced() == 0
        ? text
        : text + " + " + Quantity.number(statistics.unpriced()) + " unpriced";
  }
}
