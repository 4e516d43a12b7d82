// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.alarms;

import io.github.tracequeue.alarms.RehearsalReport.Line;
import io.github.tracequeue.alarms.RehearsalReport.Stretch;
import io.github.tracequeue.alarms.SvgWriter.Style;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A rehearsal as an SVG document: time from left to right, a bar for each alarm. */
final class RehearsalPicture {
  private static final int NAMES = 330;
  private static final int CHART = 620;
  private static final int MARGIN = 16;
  private static final int ROW = 22;
  private static final int TOP = 64;
  private static final int BOTTOM = 40;
  private static final int TICKS = 6;
  private static final Style STRONG = new Style("#1b1f24", true, false);
  private static final Style PLAIN = new Style("#57606a", false, false);
  private static final Style TICK = new Style("#57606a", false, true);
  private static final String GRID = "#d8dee4";

  private final RehearsalReport report;
  private final List<Line> lines = new ArrayList<>();
  private final int height;
  private final SvgWriter svg;

  RehearsalPicture(RehearsalReport report) {
    this.report = report;
    lines.addAll(report.fired());
    lines.addAll(report.quiet());
    height = TOP + lines.size() * ROW + BOTTOM;
    svg = new SvgWriter(MARGIN + NAMES + CHART + MARGIN, height, summary());
  }

  String draw() {
    svg.text(MARGIN, 26, summary(), STRONG);
    axis();
    for (int i = 0; i < lines.size(); i++) {
      row(lines.get(i), TOP + i * ROW);
    }
    legend();
    return svg.close();
  }

  private String summary() {
    return String.format(
        Locale.ROOT,
        "%d of %d alarms would have fired, from %s UTC, %s",
        report.fired().size(),
        lines.size(),
        RehearsalText.time(report.from()),
        RehearsalText.length(Duration.between(report.from(), report.until())));
  }

  private void axis() {
    Duration whole = Duration.between(report.from(), report.until());
    DateTimeFormatter format =
        DateTimeFormatter.ofPattern(whole.toHours() >= 48 ? "MM-dd" : "HH:mm", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    for (int i = 0; i <= TICKS; i++) {
      Instant at = report.from().plus(whole.multipliedBy(i).dividedBy(TICKS));
      svg.verticalLine(x(at), TOP - 6, height - BOTTOM + 4, GRID);
      svg.text(x(at), TOP - 12, format.format(at), TICK);
    }
  }

  private void row(Line line, int y) {
    svg.text(
        MARGIN, y + 15, line.alarm().title().name(), line.firings().isEmpty() ? PLAIN : STRONG);
    for (Stretch stretch : line.stretches(report.until())) {
      double from = x(stretch.from());
      String note =
          String.format(
              Locale.ROOT,
              "%s from %s to %s",
              words(stretch.state()),
              RehearsalText.time(stretch.from()),
              RehearsalText.time(stretch.until()));
      // A minute must not vanish in a picture of a month.
      double width = Math.max(1.5, x(stretch.until()) - from);
      svg.box(from, y + 5, width, 12, color(stretch.state()), note);
    }
  }

  private void legend() {
    int x = MARGIN + NAMES;
    for (AlarmState state : AlarmState.values()) {
      svg.box(x, height - 25, 12, 12, color(state), "");
      svg.text(x + 18, height - 14, words(state), PLAIN);
      x += 150;
    }
  }

  private double x(Instant instant) {
    Duration whole = Duration.between(report.from(), report.until());
    Duration part = Duration.between(report.from(), instant);
    return MARGIN + NAMES + (double) CHART * part.toSeconds() / whole.toSeconds();
  }

  /** Told apart by lightness as well as by hue. */
  private static String color(AlarmState state) {
    return switch (state) {
      case OK -> "#bfe3c9";
      case ALARM -> "#b3261e";
      case INSUFFICIENT_DATA -> GRID;
    };
  }

  private static String words(AlarmState state) {
    return switch (state) {
      case OK -> "fine";
      case ALARM -> "in alarm";
      case INSUFFICIENT_DATA -> "not enough data";
    };
  }
}
