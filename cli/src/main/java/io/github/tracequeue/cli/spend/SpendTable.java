// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.spend;

import static io.github.tracequeue.cli.output.ReportTable.Column.number;
import static io.github.tracequeue.cli.output.ReportTable.Column.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.cli.output.Picture;
import io.github.tracequeue.cli.output.Quantity;
import io.github.tracequeue.cli.output.ReportTable;
import io.github.tracequeue.cli.output.ReportTable.Column;
import io.github.tracequeue.cli.output.Terminal;
import io.github.tracequeue.cli.query.Cells;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The API's answer about spend for a terminal. */
final class SpendTable {
  private static final int BAR_WIDTH = 20;
  private static final int LINE_WIDTH = 30;

  private final JsonNode answer;
  private final boolean pictures;
  private final BigDecimal total;
  private final BigDecimal largest;

  private SpendTable(JsonNode answer, Terminal terminal) {
    this.answer = answer;
    this.pictures = terminal.isPresent();
    this.total = Cells.amount(answer.at("/total/spend_usd"));
    this.largest = Cells.amount(answer.at("/groups/0/spend_usd"));
  }

  static List<String> lines(JsonNode answer, Terminal terminal) {
    SpendTable spend = new SpendTable(answer, terminal);
    String by = answer.path("by").asText();
    List<String> lines = new ArrayList<>();
    lines.add("Spend by " + by + ", " + CoveredTime.range(answer));
    lines.add("");
    ReportTable table = new ReportTable(spend.columns(by));
    for (JsonNode group : answer.path("groups")) {
      table.row(spend.cells(group));
    }
    table.row(
        spend.cells(
            "total", answer.path("total"), answer.path("total_before"), "", spend.sparkline(null)));
    lines.addAll(table.lines(terminal));
    lines.add("");
    lines.addAll(CoveredTime.lines(answer));
    return lines;
  }

  private Column[] columns(String by) {
    List<Column> columns = new ArrayList<>(List.of(text(by), number("spend"), number("share")));
    if (pictures) {
      columns.add(text(""));
    }
    columns.addAll(
        List.of(
            number("before"),
            number("change"),
            number("calls"),
            number("errors"),
            number("unpriced"),
            number("p95")));
    if (pictures) {
      columns.add(text("per " + answer.path("step").asText()));
    }
    return columns.toArray(Column[]::new);
  }

  private String[] cells(JsonNode group) {
    String name = group.path("name").asText();
    return cells(
        name.isEmpty() ? "(none)" : Cells.text(group.path("name")),
        group,
        group.path("before"),
        Picture.bar(
            Cells.amount(group.path("spend_usd")).doubleValue(), largest.doubleValue(), BAR_WIDTH),
        sparkline(name));
  }

  private String[] cells(
      String name, JsonNode sums, JsonNode before, String bar, String sparkline) {
    BigDecimal spend = Cells.amount(sums.path("spend_usd"));
    List<String> cells =
        new ArrayList<>(List.of(name, Cells.usd(sums.path("spend_usd")), share(spend)));
    if (pictures) {
      cells.add(bar);
    }
    cells.addAll(
        List.of(
            Cells.usd(before.path("spend_usd")),
            Quantity.change(spend, Cells.amount(before.path("spend_usd"))),
            Cells.number(sums.path("count")),
            Cells.number(sums.path("errors")),
            Cells.number(sums.path("unpriced")),
            Cells.duration(sums.at("/latency_ms/p95"))));
    if (pictures) {
      cells.add(sparkline);
    }
    return cells.toArray(String[]::new);
  }

  private String share(BigDecimal spend) {
    return total.signum() == 0
        ? "-"
        : spend.movePointRight(2).divide(total, 0, RoundingMode.HALF_UP) + " %";
  }

  /** The spend over time of a group, or of all groups if the name is null. */
  private String sparkline(@Nullable String name) {
    List<OptionalDouble> values = new ArrayList<>();
    for (JsonNode bucket : answer.path("series")) {
      JsonNode groups = bucket.path("groups");
      BigDecimal spend = BigDecimal.ZERO;
      boolean any = false;
      for (var group : groups.properties()) {
        if (name == null || name.equals(group.getKey())) {
          spend = spend.add(Cells.amount(group.getValue().path("spend_usd")));
          any = true;
        }
      }
      values.add(any ? OptionalDouble.of(spend.doubleValue()) : OptionalDouble.empty());
    }
    return Picture.sparkline(values, LINE_WIDTH);
  }
}
