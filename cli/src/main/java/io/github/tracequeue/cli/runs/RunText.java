// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.runs;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.cli.output.Terminal;
import io.github.tracequeue.cli.query.Cells;
import io.github.tracequeue.cli.traces.CallTable;
import java.util.ArrayList;
import java.util.List;

/** The API's answer about one run for a terminal. */
final class RunText {
  private RunText() {}

  static List<String> lines(JsonNode answer, Terminal terminal) {
    JsonNode run = answer.path("run");
    List<String> lines = new ArrayList<>();
    lines.add("Run " + Cells.text(answer.path("run_id")));
    if (run.isMissingNode()) {
      lines.add("  No event of the run itself is stored, only calls that name it.");
    } else {
      lines.add("  agent    " + Cells.text(run.path("agent_slug")));
      lines.add("  status   " + Cells.text(run.path("status")));
      lines.add("  started  " + Cells.second(run.path("started_at")) + " UTC");
      lines.add("  took     " + RunTable.took(run));
      lines.add("  result   " + Cells.text(run.path("summary")));
      lines.add("  trace    " + Cells.text(run.path("trace_id")));
      if (run.has("parent_run_id")) {
        lines.add("  parent   " + Cells.text(run.path("parent_run_id")));
      }
    }
    if (answer.has("other_agents")) {
      List<String> others = new ArrayList<>();
      answer.path("other_agents").forEach(agent -> others.add(Cells.text(agent)));
      lines.add(
          "  Other agents have a run with this id: "
              + String.join(", ", others)
              + ". Select one with --agent.");
    }
    addCalls(lines, answer, terminal);
    if (!answer.path("children").isEmpty()) {
      lines.add("");
      lines.add("Runs that it started:");
      lines.addAll(RunTable.rows(answer.path("children"), terminal));
    }
    return lines;
  }

  private static void addCalls(List<String> lines, JsonNode answer, Terminal terminal) {
    CallTable table = new CallTable(terminal);
    List<String> calls = table.add(answer.path("calls"));
    lines.add("");
    if (!calls.isEmpty()) {
      lines.add(table.header());
      lines.addAll(calls);
      lines.add("");
    }
    lines.add("  " + CallTable.sums(answer.path("stats")));
    if (!answer.at("/covers/complete").asBoolean(true)) {
      lines.add("  The list is incomplete. Select the time of the run with --from and --until.");
    }
  }
}
