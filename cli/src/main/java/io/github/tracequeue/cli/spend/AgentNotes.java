// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.spend;

import static io.github.tracequeue.cli.output.ReportTable.Column.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.cli.output.ReportTable;
import io.github.tracequeue.cli.query.Cells;
import java.util.ArrayList;
import java.util.List;

/** What needs attention: hung and silent agents, open limits, slower agents, changed prompts. */
final class AgentNotes {
  /** A 95th percentile is called slower from this multiple on. */
  private static final double SLOWER = 1.5;

  private AgentNotes() {}

  static List<String> lines(JsonNode answer) {
    ReportTable table = new ReportTable(text("agent"), text("what"), text(""));
    int rows = addLimits(table, "all agents", answer.path("limits"));
    for (JsonNode agent : answer.path("agents")) {
      rows += addAgent(table, Cells.text(agent.path("agent_slug")), agent);
    }
    return rows == 0 ? new ArrayList<>() : new ArrayList<>(table.lines());
  }

  private static int addAgent(ReportTable table, String name, JsonNode agent) {
    int rows = 0;
    if (agent.has("state_reason")) {
      table.row(name, Cells.text(agent.path("state")), Cells.text(agent.path("state_reason")));
      rows++;
    }
    rows += addLimits(table, name, agent.path("limits"));
    JsonNode trend = agent.path("latency_trend");
    double earlier = trend.path("earlier_p95_ms").asDouble();
    if (earlier > 0 && trend.path("recent_p95_ms").asDouble() >= SLOWER * earlier) {
      table.row(
          name,
          "slower",
          "p95 "
              + Cells.duration(trend.path("recent_p95_ms"))
              + " since "
              + Cells.minute(trend.path("since"))
              + " UTC, "
              + Cells.duration(trend.path("earlier_p95_ms"))
              + " before");
      rows++;
    }
    if (agent.has("prompt_changed_at")) {
      table.row(
          name, "new prompt", "since " + Cells.minute(agent.path("prompt_changed_at")) + " UTC");
      rows++;
    }
    return rows;
  }

  private static int addLimits(ReportTable table, String name, JsonNode limits) {
    for (JsonNode limit : limits) {
      table.row(
          name,
          Cells.text(limit.path("kind")) + ' ' + Cells.text(limit.path("level")),
          Cells.text(limit.path("summary")));
    }
    return limits.size();
  }
}
