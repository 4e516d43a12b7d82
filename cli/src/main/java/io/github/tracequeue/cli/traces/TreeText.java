// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.traces;

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

/** The API's tree of a trace as text. */
final class TreeText {
  /** Deeper nodes are not indented further; their depth is written instead. */
  private static final int DEEPEST = 20;

  private final JsonNode nodes;
  private final boolean[] last;

  private TreeText(JsonNode nodes) {
    this.nodes = nodes;
    this.last = lastSiblings(nodes);
  }

  static List<String> lines(JsonNode trace, Terminal terminal) {
    TreeText tree = new TreeText(trace.path("nodes"));
    ReportTable table =
        new ReportTable(
            text("call"),
            text("status"),
            number("start"),
            number("took"),
            number("USD"),
            elastic("decision"));
    String start = trace.path("started_at").asText();
    for (int i = 0; i < tree.nodes.size(); i++) {
      table.row(tree.cells(i, start));
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "Trace "
            + trace.path("trace_id").asText()
            + ", started at "
            + Cells.second(trace.path("started_at"))
            + " UTC, took "
            + Cells.duration(trace.path("duration_ms")));
    lines.add("");
    lines.addAll(table.lines(terminal));
    lines.add("");
    lines.add(
        "  "
            + Quantity.of(trace.path("agents").size(), "agent")
            + ", "
            + CallTable.sums(trace.path("stats")));
    if (!trace.at("/lookup/complete").asBoolean(true)) {
      lines.add("  The trace is incomplete: it has more calls than one answer reads.");
    }
    return lines;
  }

  private String[] cells(int index, String traceStart) {
    JsonNode node = nodes.get(index);
    boolean isCall = node.path("kind").asText().equals("call");
    return new String[] {
      branches(index) + name(node),
      status(node),
      "+" + Quantity.millis(millisBetween(traceStart, node.path("timestamp").asText())),
      Cells.duration(node.path("latency_ms")),
      isCall && !node.path("roll_up").asBoolean()
          ? CallTable.cost(node)
          : "\u03A3 " + node.path("cost_beneath_usd").decimalValue().toPlainString(),
      isCall ? CallTable.said(node) : ""
    };
  }

  private static String name(JsonNode node) {
    return switch (node.path("kind").asText()) {
      case "run" -> Cells.text(node.path("agent_slug")) + " run";
      case "missing" -> "(not stored)";
      default -> Cells.text(node.path("agent_slug")) + ' ' + Cells.text(node.path("model"));
    };
  }

  private static String status(JsonNode node) {
    if (node.path("roll_up").asBoolean()) {
      return "roll-up";
    }
    return node.has("run_status")
        ? node.path("run_status").asText()
        : Cells.text(node.has("error_type") ? node.path("error_type") : node.path("status"));
  }

  /** The lines that connect a node with its parent. */
  private String branches(int index) {
    JsonNode node = nodes.get(index);
    int depth = node.path("depth").asInt();
    if (depth == 0) {
      return "";
    }
    StringBuilder branches = new StringBuilder(last[index] ? "\u2514\u2500 " : "\u251C\u2500 ");
    int drawn = 1;
    int parent = node.path("parent").asInt(-1);
    while (drawn < Math.min(depth, DEEPEST) && parent >= 0) {
      branches.insert(0, last[parent] ? "   " : "\u2502  ");
      parent = nodes.get(parent).path("parent").asInt(-1);
      drawn++;
    }
    return depth > DEEPEST ? "\u2026" + depth + ' ' + branches : branches.toString();
  }

  /** Whether each node is the last child of its parent. */
  private static boolean[] lastSiblings(JsonNode nodes) {
    boolean[] last = new boolean[nodes.size()];
    for (int i = 0; i < last.length; i++) {
      int next = i + nodes.get(i).path("descendants").asInt() + 1;
      last[i] =
          next >= last.length
              || nodes.get(next).path("parent").asInt() != nodes.get(i).path("parent").asInt();
    }
    return last;
  }

  private static long millisBetween(String start, String time) {
    return Math.max(0, Duration.between(Instant.parse(start), Instant.parse(time)).toMillis());
  }
}
