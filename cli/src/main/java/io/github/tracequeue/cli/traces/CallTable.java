// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.traces;

import static io.github.tracequeue.cli.output.ReportTable.Column.elastic;
import static io.github.tracequeue.cli.output.ReportTable.Column.number;
import static io.github.tracequeue.cli.output.ReportTable.Column.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.cli.output.Printable;
import io.github.tracequeue.cli.output.Quantity;
import io.github.tracequeue.cli.output.ReportTable;
import io.github.tracequeue.cli.output.Terminal;
import io.github.tracequeue.cli.output.TextWidth;
import io.github.tracequeue.cli.query.Cells;
import java.util.ArrayList;
import java.util.List;

/** The API's list of calls for a terminal. Control characters in stored text are replaced. */
public final class CallTable {
  private static final int DECISION_WIDTH = 60;

  private final Terminal terminal;
  private final ReportTable table =
      new ReportTable(
          text("time (UTC)"),
          text("agent"),
          text("model"),
          text("status"),
          number("latency"),
          number("tokens in"),
          number("tokens out"),
          number("USD"),
          elastic("decision"));
  private int rows;

  public CallTable(Terminal terminal) {
    this.terminal = terminal;
  }

  /** The lines of a list of calls, with its sums. */
  static List<String> lines(JsonNode answer, Terminal terminal) {
    CallTable table = new CallTable(terminal);
    List<String> rows = table.add(answer.path("traces"));
    List<String> lines = new ArrayList<>(List.of(table.header()));
    lines.addAll(rows);
    lines.add("");
    lines.add("  " + sums(answer.path("stats")));
    JsonNode totals = answer.path("totals");
    if (answer.has("next_cursor") && totals.path("source").asText().equals("rollups")) {
      lines.add(
          "  In total: "
              + sums(totals)
              + (totals.path("exact").asBoolean() ? "" : ", in the whole hours around the time"));
    }
    if (answer.path("ended_early").asBoolean()) {
      lines.add(
          "  The list is incomplete: only "
              + Cells.number(answer.at("/read/examined"))
              + " items were searched. Narrow the time range with --since or --from, or use"
              + " --format csv, which searches all of them.");
    } else if (answer.has("next_cursor")) {
      lines.add("  More calls match. Raise --limit, or use --format csv to get all of them.");
    }
    return lines;
  }

  /** The headers of the columns. */
  public String header() {
    return table.header(terminal);
  }

  /** Adds calls; the lines that show them. */
  public List<String> add(Iterable<JsonNode> calls) {
    int before = rows;
    for (JsonNode call : calls) {
      table.row(
          Cells.second(call.path("timestamp")),
          Cells.text(call.path("agent_slug")),
          Cells.text(call.path("model")),
          Cells.text(call.has("error_type") ? call.path("error_type") : call.path("status")),
          Cells.duration(call.path("latency_ms")),
          Cells.number(call.path("input_tokens")),
          Cells.number(call.path("output_tokens")),
          cost(call),
          said(call));
      rows++;
    }
    return table.rowsFrom(before, terminal);
  }

  /** {@code 12 calls, 1 error, ...}. */
  public static String sums(JsonNode stats) {
    long unpriced = stats.path("unpriced").asLong();
    return Quantity.of(stats.path("count").asLong(), "call")
        + (stats.path("sampled").asBoolean()
            ? " (of " + Cells.number(stats.path("stored")) + " stored, sampled)"
            : "")
        + ", "
        + Quantity.of(stats.path("errors").asLong(), "error")
        + ", p50 "
        + Cells.duration(stats.at("/latency_ms/p50"))
        + ", p95 "
        + Cells.duration(stats.at("/latency_ms/p95"))
        + ", p99 "
        + Cells.duration(stats.at("/latency_ms/p99"))
        + ", "
        + Cells.usd(stats.path("spend_usd"))
        + (unpriced == 0 ? "" : " and " + Quantity.number(unpriced) + " unpriced");
  }

  /** The cost of a call. */
  static String cost(JsonNode call) {
    return call.has("cost_usd") ? call.path("cost_usd").decimalValue().toPlainString() : "unpriced";
  }

  /** What the call decided, or why it failed; cut. */
  static String said(JsonNode call) {
    String decision = call.path("decision_summary").asText("");
    String text = decision.isEmpty() ? call.path("error_message").asText("") : decision;
    return TextWidth.cut(Printable.cell(text), DECISION_WIDTH);
  }
}
