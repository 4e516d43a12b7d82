// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.spend;

import static io.github.tracequeue.cli.output.ReportTable.Column.elastic;
import static io.github.tracequeue.cli.output.ReportTable.Column.number;
import static io.github.tracequeue.cli.output.ReportTable.Column.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.cli.output.Picture;
import io.github.tracequeue.cli.output.Quantity;
import io.github.tracequeue.cli.output.ReportTable;
import io.github.tracequeue.cli.output.ReportTable.Column;
import io.github.tracequeue.cli.output.Terminal;
import io.github.tracequeue.cli.output.TextWidth;
import io.github.tracequeue.cli.query.Cells;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** The API's overview of agents for a terminal. */
final class AgentsTable {
  private static final int LINE_WIDTH = 30;
  private static final int DECISION_WIDTH = 60;

  private AgentsTable() {}

  static List<String> lines(JsonNode answer, Terminal terminal) {
    List<String> lines = new ArrayList<>();
    lines.add("Agents, " + CoveredTime.range(answer));
    lines.add("");
    ReportTable table = new ReportTable(columns(terminal));
    for (JsonNode agent : answer.path("agents")) {
      table.row(cells(agent, answer, terminal));
    }
    lines.addAll(table.lines(terminal));
    lines.add("");
    List<String> notes = AgentNotes.lines(answer);
    lines.addAll(notes);
    if (!notes.isEmpty()) {
      lines.add("");
    }
    lines.add(
        "  "
            + Quantity.of(answer.at("/total/count").asLong(), "call")
            + " for "
            + Cells.usd(answer.at("/total/spend_usd"))
            + "; this month "
            + Cells.usd(answer.at("/this_month/spend_usd"))
            + ", the same part of last month "
            + Cells.usd(answer.at("/last_month/spend_usd")));
    lines.addAll(CoveredTime.lines(answer));
    return lines;
  }

  private static Column[] columns(Terminal terminal) {
    List<Column> columns =
        new ArrayList<>(
            List.of(
                text("agent"),
                text("state"),
                text("last seen (UTC)"),
                number("spend"),
                number("change"),
                number("today"),
                number("this month"),
                number("calls"),
                number("errors"),
                number("p95")));
    if (terminal.isPresent()) {
      columns.add(text("spend over time"));
    }
    columns.add(elastic("last decision"));
    return columns.toArray(Column[]::new);
  }

  private static String[] cells(JsonNode agent, JsonNode answer, Terminal terminal) {
    JsonNode stats = agent.path("stats");
    List<String> cells =
        new ArrayList<>(
            List.of(
                Cells.text(agent.path("agent_slug")),
                Cells.text(agent.path("state")),
                Cells.minute(agent.path("last_seen_at")),
                Cells.usd(stats.path("spend_usd")),
                Quantity.change(
                    Cells.amount(stats.path("spend_usd")),
                    Cells.amount(agent.at("/before/spend_usd"))),
                Cells.usd(agent.at("/today/spend_usd")),
                Cells.usd(agent.at("/this_month/spend_usd")),
                Cells.number(stats.path("count")),
                Cells.number(stats.path("errors")),
                Cells.duration(stats.at("/latency_ms/p95"))));
    if (terminal.isPresent()) {
      cells.add(sparkline(agent.path("series"), answer));
    }
    cells.add(TextWidth.cut(Cells.text(agent.at("/last_decision/text")), DECISION_WIDTH));
    return cells.toArray(String[]::new);
  }

  /** The spend over the range of the answer; buckets without calls are gaps. */
  private static String sparkline(JsonNode series, JsonNode answer) {
    if (series.isEmpty()) {
      return "";
    }
    Instant from = Instant.parse(answer.at("/covers/from").asText());
    Instant until = Instant.parse(answer.at("/covers/until").asText());
    double seconds = Math.max(1, Duration.between(from, until).toSeconds());
    BigDecimal[] columns = new BigDecimal[LINE_WIDTH];
    for (JsonNode bucket : series) {
      Instant start = Instant.parse(bucket.path("start").asText());
      double share = Duration.between(from, start).toSeconds() / seconds;
      int column = (int) Math.max(0, Math.min(LINE_WIDTH - 1, share * LINE_WIDTH));
      BigDecimal spend = Cells.amount(bucket.path("spend_usd"));
      columns[column] = columns[column] == null ? spend : columns[column].add(spend);
    }
    List<OptionalDouble> values = new ArrayList<>();
    for (BigDecimal column : columns) {
      values.add(column == null ? OptionalDouble.empty() : OptionalDouble.of(column.doubleValue()));
    }
    return Picture.sparkline(values, LINE_WIDTH);
  }
}
