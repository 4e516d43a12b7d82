// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.alarms;

import io.github.tracequeue.alarms.RehearsalReport.Extreme;
import io.github.tracequeue.alarms.RehearsalReport.Line;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A rehearsal for a terminal. */
final class RehearsalText {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final RehearsalReport report;
  private final StringBuilder out = new StringBuilder();

  RehearsalText(RehearsalReport report) {
    this.report = report;
  }

  String print() {
    line(
        String.format(
            Locale.ROOT,
            "%d alarms against what was recorded from %s to %s UTC (%s)",
            report.lines().size(),
            TIME.format(report.from()),
            TIME.format(report.until()),
            length(Duration.between(report.from(), report.until()))));
    section("would have fired", report.fired());
    section("would have stayed quiet", report.quiet());
    section("could not be judged", report.notJudged());
    return out.toString();
  }

  private void section(String title, List<Line> lines) {
    line("");
    line(lines.size() + " " + title);
    for (Line line : lines) {
      line("  " + line.alarm().title().name());
      if (!line.judged()) {
        line("      " + line.note());
        continue;
      }
      if (!line.firings().isEmpty()) {
        line("      " + firings(line));
      }
      String limit = limit(line);
      if (!limit.isEmpty()) {
        line("      " + limit);
      }
    }
  }

  private String firings(Line line) {
    int times = line.firings().size();
    String who =
        line.firings().stream()
            .flatMap(change -> change.contributors().stream())
            .distinct()
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "%s, %s in all, first at %s%s",
        times == 1 ? "once" : times + " times",
        length(line.timeInAlarm(report.until())),
        TIME.format(line.firings().get(0).at()),
        who.isEmpty() ? "" : ", for " + who);
  }

  private static String limit(Line line) {
    if (!(line.alarm() instanceof Alarm.OnMetrics alarm)) {
      return "";
    }
    Alarm.Criterion criterion = alarm.criterion();
    String limit = criterion.words();
    Extreme extreme = line.extreme();
    if (extreme == null) {
      return limit + "; there was no number to compare";
    }
    return String.format(
        Locale.ROOT,
        "%s; the %s was %s at %s",
        limit,
        criterion.comparison().upward() ? "most" : "least",
        number(extreme.value()),
        TIME.format(extreme.at()));
  }

  static String number(double value) {
    return BigDecimal.valueOf(value).round(new MathContext(6)).stripTrailingZeros().toPlainString();
  }

  static String length(Duration duration) {
    long minutes = duration.toMinutes();
    if (minutes < 120) {
      return minutes + " min";
    }
    return minutes < 2880
        ? String.format(Locale.ROOT, "%d h %d min", minutes / 60, minutes % 60)
        : String.format(Locale.ROOT, "%d d %d h", minutes / 1440, minutes / 60 % 24);
  }

  static String time(Instant instant) {
    return TIME.format(instant);
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
