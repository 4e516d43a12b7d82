// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.runs;

import static io.github.tracequeue.cli.output.ReportTable.Column.elastic;
import static io.github.tracequeue.cli.output.ReportTable.Column.number;
import static io.github.tracequeue.cli.output.ReportTable.Column.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.cli.output.Quantity;
import io.github.tracequeue.cli.output.ReportTable;
import io.github.tracequeue.cli.output.Terminal;
import io.github.tracequeue.cli.query.Cells;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The API's runs for a terminal. */
final class RunTable {
  private RunTable() {}

  /** The lines of a list of runs. */
  static List<String> lines(JsonNode answer, Terminal terminal) {
    List<String> lines = new ArrayList<>(rows(answer.path("runs"), terminal));
    JsonNode stats = answer.path("stats");
    lines.add("");
    lines.add(
        "  "
            + Quantity.of(stats.path("count").asLong(), "run")
            + ": "
            + Cells.number(stats.path("succeeded"))
            + " succeeded, "
            + Cells.number(stats.path("failed"))
            + " failed, "
            + Cells.number(stats.path("running"))
            + " running");
    if (answer.has("next_cursor")) {
      lines.add("  There are more runs. Raise --limit to see them.");
    }
    return lines;
  }

  /** A table of runs. */
  static List<String> rows(JsonNode runs, Terminal terminal) {
    ReportTable table =
        new ReportTable(
            text("started (UTC)"),
            text("agent"),
            text("status"),
            number("took"),
            number("calls"),
            number("errors"),
            number("cost"),
            text("run"),
            elastic("result"));
    for (JsonNode run : runs) {
      table.row(
          Cells.second(run.path("started_at")),
          Cells.text(run.path("agent_slug")),
          Cells.text(run.path("status")),
          took(run),
          Cells.number(run.path("calls")),
          Cells.number(run.path("errors")),
          Cells.usd(run.path("cost_usd")),
          Cells.text(run.path("run_id")),
          Cells.text(run.path("summary")));
    }
    return table.lines(terminal);
  }

  /** The time from the start to the end of a run; a dash while it runs. */
  static String took(JsonNode run) {
    if (!run.has("started_at") || !run.has("ended_at")) {
      return "-";
    }
    Duration took =
        Duration.between(
            Instant.parse(run.path("started_at").asText()),
            Instant.parse(run.path("ended_at").asText()));
    return Quantity.millis(Math.max(0, took.toMillis()));
  }
}
