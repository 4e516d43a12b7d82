// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.traces;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.cli.output.ReportTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Formats the API's list of calls for a terminal. */
final class CallTable {
  private static final int DECISION_LENGTH = 60;
  private static final String MORE =
      "More calls match. Raise --limit, or use --format csv to get all of them.";

  private CallTable() {}

  /** One line for each call, then the totals. Control characters in stored text are replaced. */
  static List<String> lines(JsonNode answer) {
    ReportTable table =
        new ReportTable()
            .row("time", "agent", "model", "status", "ms", "tokens in", "tokens out", "USD");
    List<String> decisions = new ArrayList<>();
    for (JsonNode call : answer.path("traces")) {
      table.row(
          call.path("timestamp").asText(),
          call.path("agent_slug").asText(),
          plain(call.path("model").asText()),
          plain(call.path("error_type").asText(call.path("status").asText())),
          number(call.path("latency_ms")),
          number(call.path("input_tokens")),
          number(call.path("output_tokens")),
          call.has("cost_usd") ? call.path("cost_usd").decimalValue().toPlainString() : "unpriced");
      decisions.add(cut(plain(call.path("decision_summary").asText())));
    }
    List<String> lines = new ArrayList<>();
    List<String> rows = table.lines();
    lines.add(rows.get(0) + "  decision");
    for (int i = 0; i < decisions.size(); i++) {
      lines.add((rows.get(i + 1) + "  " + decisions.get(i)).stripTrailing());
    }
    lines.add("");
    lines.add(sums(answer.path("stats")));
    if (answer.path("ended_early").asBoolean()) {
      lines.add(
          "The list is incomplete: only "
              + number(answer.at("/read/examined"))
              + " items were searched. Narrow the time range with --since or --from, or use"
              + " --format csv, which searches all of them.");
    } else if (answer.has("next_cursor")) {
      lines.add(MORE);
    }
    return lines;
  }

  private static String sums(JsonNode stats) {
    return String.format(
        Locale.ROOT,
        "  %,d calls%s, %,d errors, p50 %,d ms, p95 %,d ms, p99 %,d ms, $%s%s",
        stats.path("count").asLong(),
        stats.path("sampled").asBoolean()
            ? " (of " + number(stats.path("stored")) + " stored, sampled)"
            : "",
        stats.path("errors").asLong(),
        stats.path("latency_ms").path("p50").asLong(),
        stats.path("latency_ms").path("p95").asLong(),
        stats.path("latency_ms").path("p99").asLong(),
        stats.path("spend_usd").decimalValue().toPlainString(),
        stats.path("unpriced").asLong() == 0
            ? ""
            : " and " + number(stats.path("unpriced")) + " unpriced");
  }

  private static String number(JsonNode number) {
    return String.format(Locale.ROOT, "%,d", number.asLong());
  }

  private static String plain(String text) {
    return text.replaceAll("[\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029\\u202a-\\u202e]+", " ")
        .strip();
  }

  private static String cut(String text) {
    return text.codePointCount(0, text.length()) <= DECISION_LENGTH
        ? text
        : text.substring(0, text.offsetByCodePoints(0, DECISION_LENGTH - 1)) + '\u2026';
  }
}
