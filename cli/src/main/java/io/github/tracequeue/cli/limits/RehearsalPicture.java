// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.limits;

import io.github.tracequeue.store.limit.LimitState.Level;
import io.github.tracequeue.store.rollup.RollupKey;
import io.github.tracequeue.watch.rehearsal.LimitHistory;
import io.github.tracequeue.watch.rehearsal.LimitHistory.Breach;
import io.github.tracequeue.watch.rehearsal.Rehearsal;
import java.awt.Color;
import java.awt.Font;
import java.awt.Rectangle;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.DateAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.GanttRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.data.gantt.Task;
import org.jfree.data.gantt.TaskSeries;
import org.jfree.data.gantt.TaskSeriesCollection;
import org.jfree.svg.SVGGraphics2D;

/** When each limit was breached in a rehearsal, as a picture in SVG. */
final class RehearsalPicture {
  private static final int WIDTH = 860;
  private static final int ROW_HEIGHT = 28;
  private static final int FRAME_HEIGHT = 110;
  private static final Color BREACHED = new Color(0xcf222e);
  private static final Color WARNING = new Color(0xd29922);
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

  /** The watch function's schedule: what is shorter would not be seen. */
  private static final Duration SHORTEST = Duration.ofMinutes(5);

  private RehearsalPicture() {}

  static String of(Rehearsal.Report report) {
    List<LimitHistory> breached =
        report.histories().stream().filter(history -> !history.breaches().isEmpty()).toList();
    TaskSeriesCollection rows = new TaskSeriesCollection();
    rows.add(series("breached", breached, Level.BREACHED, report));
    rows.add(series("warning", breached, Level.WARNING, report));
    GanttRenderer renderer = new GanttRenderer();
    renderer.setBarPainter(new StandardBarPainter());
    renderer.setShadowVisible(false);
    renderer.setSeriesPaint(0, BREACHED);
    renderer.setSeriesPaint(1, WARNING);
    renderer.setItemMargin(0);
    DateAxis time = new DateAxis("UTC", TimeZone.getTimeZone("UTC"), Locale.ROOT);
    time.setRange(date(report.from()), date(report.until().plus(SHORTEST)));
    CategoryAxis limits = new CategoryAxis();
    limits.setMaximumCategoryLabelWidthRatio(0.4f);
    limits.setTickLabelFont(FONT);
    CategoryPlot plot = new CategoryPlot(rows, limits, time, renderer);
    plot.setOrientation(PlotOrientation.HORIZONTAL);
    plot.setBackgroundPaint(Color.WHITE);
    plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
    String title =
        breached.isEmpty() ? "No limit would have been breached" : "When limits were breached";
    JFreeChart chart = new JFreeChart(title, FONT.deriveFont(Font.BOLD, 14f), plot, true);
    chart.setBackgroundPaint(Color.WHITE);
    int height = FRAME_HEIGHT + ROW_HEIGHT * Math.max(1, breached.size());
    SVGGraphics2D svg = new SVGGraphics2D(WIDTH, height);
    // Ids that are the same each time: a picture that is made again does not differ.
    svg.setDefsKeyPrefix("rehearsal");
    chart.draw(svg, new Rectangle(WIDTH, height));
    return svg.getSVGElement();
  }

  private static TaskSeries series(
      String name, List<LimitHistory> histories, Level level, Rehearsal.Report report) {
    TaskSeries series = new TaskSeries(name);
    for (LimitHistory history : histories) {
      Task row = new Task(label(history), date(report.from()), date(report.until()));
      for (Breach breach : history.breaches()) {
        if (breach.level() == level) {
          Instant end = breach.from().plus(SHORTEST);
          row.addSubtask(
              new Task(
                  "",
                  date(breach.from()),
                  date(breach.until().isBefore(end) ? end : breach.until())));
        }
      }
      if (row.getSubtaskCount() > 0) {
        series.add(row);
      }
    }
    return series;
  }

  private static String label(LimitHistory history) {
    return RollupKey.agentName(history.agentSlug()) + ' ' + history.kind().id();
  }

  private static Date date(Instant time) {
    return Date.from(time);
  }
}
