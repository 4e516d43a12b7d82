// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.limits;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tracequeue.cli.output.Json;
import io.github.tracequeue.cli.output.Printable;
import io.github.tracequeue.store.limit.LimitState.Level;
import io.github.tracequeue.store.rollup.RollupKey;
import io.github.tracequeue.watch.limit.ValueText;
import io.github.tracequeue.watch.limit.Verdict.Reading;
import io.github.tracequeue.watch.rehearsal.LimitHistory;
import io.github.tracequeue.watch.rehearsal.LimitHistory.Breach;
import io.github.tracequeue.watch.rehearsal.Rehearsal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** A rehearsal in words, for people and for programs. */
final class RehearsalText {
  private static final int MOST_BREACHES = 5;

  private RehearsalText() {}

  static String of(Rehearsal.Report report) {
    StringBuilder text = new StringBuilder();
    text.append("From ")
        .append(ValueText.time(report.from()))
        .append(" to ")
        .append(ValueText.time(report.until()))
        .append(".\n");
    section(text, report, "would have sent notices", history -> !history.breaches().isEmpty());
    section(
        text,
        report,
        "would not have been breached",
        history -> history.breaches().isEmpty() && history.cannotFire() == null);
    section(
        text,
        report,
        "cannot fire on this traffic",
        history -> history.breaches().isEmpty() && history.cannotFire() != null);
    return text.toString();
  }

  private static void section(
      StringBuilder text, Rehearsal.Report report, String title, Predicate<LimitHistory> filter) {
    List<LimitHistory> histories = report.histories().stream().filter(filter).toList();
    text.append('\n').append(histories.size()).append(' ').append(title).append('\n');
    histories.forEach(history -> history(text, history));
  }

  private static void history(StringBuilder text, LimitHistory history) {
    text.append("  ")
        .append(Printable.line(RollupKey.agentName(history.agentSlug())))
        .append(' ')
        .append(history.kind().id())
        .append(": ")
        .append(history.rule())
        .append('\n');
    if (history.cannotFire() != null) {
      text.append("      ").append(history.cannotFire()).append('\n');
    } else if (history.breaches().isEmpty() && history.nearest() != null) {
      text.append("      reached ")
          .append(reading(history.nearest()))
          .append(" at ")
          .append(history.nearestAt() == null ? "" : ValueText.time(history.nearestAt()))
          .append('\n');
    }
    history.breaches().stream().limit(MOST_BREACHES).forEach(breach -> breach(text, breach));
    if (history.breaches().size() > MOST_BREACHES) {
      text.append("      and ")
          .append(history.breaches().size() - MOST_BREACHES)
          .append(" times more\n");
    }
  }

  private static void breach(StringBuilder text, Breach breach) {
    text.append("      ")
        .append(ValueText.time(breach.from()))
        .append(breach.level() == Level.WARNING ? " warning" : "")
        .append(" for ")
        .append(ValueText.duration(Duration.between(breach.from(), breach.until())))
        .append(": ")
        .append(Printable.line(breach.summary()))
        .append('\n');
  }

  private static String reading(Reading reading) {
    return rounded(reading.value()) + " of " + rounded(reading.limit()) + " " + reading.unit();
  }

  private static String rounded(BigDecimal number) {
    return number.setScale(2, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
  }

  static ObjectNode json(Rehearsal.Report report) {
    ObjectNode object = Json.object();
    object.put("calls", report.calls());
    object.put("from", report.from().toString());
    object.put("until", report.until().toString());
    ArrayNode limits = object.putArray("limits");
    for (LimitHistory history : report.histories()) {
      ObjectNode limit = limits.addObject();
      limit.put("agent_slug", history.agentSlug());
      limit.put("limit", history.kind().id());
      limit.put("rule", history.rule());
      limit.put("cannot_fire", history.cannotFire());
      Reading nearest = history.nearest();
      if (nearest != null) {
        limit
            .putObject("nearest")
            .put("value", nearest.value())
            .put("limit", nearest.limit())
            .put("unit", nearest.unit())
            .put("at", String.valueOf(history.nearestAt()));
      }
      ArrayNode breaches = limit.putArray("breaches");
      for (Breach breach : history.breaches()) {
        breaches
            .addObject()
            .put("level", breach.level().wireName())
            .put("from", breach.from().toString())
            .put("until", breach.until().toString())
            .put("summary", breach.summary());
      }
    }
    return object;
  }
}
