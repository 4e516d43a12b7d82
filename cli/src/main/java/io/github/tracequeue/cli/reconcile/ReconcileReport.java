// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.reconcile;

import static io.github.tracequeue.cli.output.ReportTable.Column.number;
import static io.github.tracequeue.cli.output.ReportTable.Column.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tracequeue.cli.output.Json;
import io.github.tracequeue.cli.output.Printable;
import io.github.tracequeue.cli.output.Quantity;
import io.github.tracequeue.cli.output.ReportTable;
import io.github.tracequeue.cli.reconcile.Reconciliation.Row;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Formats a comparison as text and as JSON. */
record ReconcileReport(Instant from, Instant until, List<Row> rows) {

  /** The lines of the text: the differences, or all rows. */
  List<String> lines(boolean all) {
    List<Row> shown = rows.stream().filter(row -> all || row.isGap()).toList();
    List<String> lines = new ArrayList<>();
    if (!shown.isEmpty()) {
      ReportTable table =
          new ReportTable(
              text("agent"),
              text("hour"),
              number("calls in table"),
              number("in metrics"),
              number("input tokens"),
              number("output tokens"),
              number("cost USD"));
      shown.forEach(row -> table.row(cells(row)));
      lines.addAll(table.lines());
      lines.add("");
      lines.add("  Tokens and cost are differences: the table minus the metrics.");
      causes().forEach((cause, count) -> lines.add(cause(cause, count)));
      lines.add("");
    }
    lines.add(summary());
    return lines;
  }

  /** All rows as JSON. */
  ObjectNode json(String table, String namespace) {
    ObjectNode report =
        Json.object()
            .put("table", table)
            .put("namespace", namespace)
            .put("from", from.toString())
            .put("until", until.toString())
            .put("gaps", gaps());
    ArrayNode list = report.putArray("rows");
    for (Row row : rows) {
      ObjectNode node =
          list.addObject()
              .put("agent", row.place().agent())
              .put("hour", row.place().hour().toString())
              .put("estimated", row.table().estimated())
              .put("gap", row.isGap());
      if (row.cause() != null) {
        node.put("likely_cause", row.cause().name().toLowerCase(Locale.ROOT));
      }
      add(node.putObject("in_table"), row.table());
      add(node.putObject("in_metrics"), row.metrics());
    }
    return report;
  }

  private long gaps() {
    return rows.stream().filter(Row::isGap).count();
  }

  private Map<Cause, Long> causes() {
    Map<Cause, Long> causes = new TreeMap<>();
    for (Row row : rows) {
      if (row.cause() != null) {
        causes.merge(row.cause(), 1L, Long::sum);
      }
    }
    return causes;
  }

  private static String cause(Cause cause, long count) {
    return String.format(Locale.ROOT, "  %,d likely because %s", count, cause.text());
  }

  private String summary() {
    Totals table = Totals.ZERO;
    Totals metrics = Totals.ZERO;
    for (Row row : rows) {
      table = table.plus(row.table());
      metrics = metrics.plus(row.metrics());
    }
    String counts =
        String.format(
            Locale.ROOT,
            "%s to %s: %s and %s USD in the table, %s and %s USD in the metrics",
            from,
            until,
            calls(table),
            usd(table.costUsd()),
            calls(metrics),
            usd(metrics.costUsd()));
    long gaps = gaps();
    String verdict =
        gaps == 0
            ? "no differences"
            : String.format(Locale.ROOT, "%,d of %,d agent hours differ", gaps, rows.size());
    return counts + "; " + verdict + (table.estimated() ? " (sampled hours are estimates)" : "");
  }

  private static String[] cells(Row row) {
    Totals difference = row.table().minus(row.metrics());
    return new String[] {
      Printable.line(row.place().agent()),
      row.place().hour().toString(),
      rounded(row.table().calls()) + (row.table().estimated() ? " (estimate)" : ""),
      rounded(row.metrics().calls()),
      signed(rounded(difference.inputTokens()), difference.inputTokens()),
      signed(rounded(difference.outputTokens()), difference.outputTokens()),
      signed(usd(difference.costUsd()), difference.costUsd())
    };
  }

  private static String calls(Totals totals) {
    return Quantity.of(totals.calls().setScale(0, RoundingMode.HALF_UP).longValueExact(), "call");
  }

  private static String signed(String text, BigDecimal number) {
    return number.signum() > 0 ? "+" + text : text;
  }

  private static String rounded(BigDecimal number) {
    return String.format(
        Locale.ROOT, "%,d", number.setScale(0, RoundingMode.HALF_UP).toBigInteger());
  }

  private static String usd(BigDecimal usd) {
    return usd.setScale(6, RoundingMode.HALF_UP).toPlainString();
  }

  private static void add(ObjectNode node, Totals totals) {
    node.put("calls", totals.calls())
        .put("input_tokens", totals.inputTokens())
        .put("output_tokens", totals.outputTokens())
        .put("cost_usd", totals.costUsd());
  }
}
