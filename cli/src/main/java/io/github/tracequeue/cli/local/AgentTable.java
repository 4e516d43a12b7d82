// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.local;

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
        new ReportTable()
            .row("agent", "calls", "errors", "p50 ms", "p95 ms", "tokens in", "tokens out", "USD");
    result.byAgent().forEach((agent, statistics) -> table.row(cells(agent, statistics)));
    return table.row(cells("all", result.total())).lines();
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
