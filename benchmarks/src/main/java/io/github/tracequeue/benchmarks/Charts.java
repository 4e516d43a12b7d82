// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.awt.Color;
import java.awt.Font;
import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.StandardChartTheme;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.category.DefaultCategoryDataset;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jfree.svg.SVGGraphics2D;
import org.jspecify.annotations.Nullable;

/** Figures as pictures in SVG. */
final class Charts {
  private static final int WIDTH = 860;
  private static final Color[] COLOURS = {
    new Color(0x1f6feb), new Color(0xd29922), new Color(0x8b949e), new Color(0xcf222e)
  };

  private static final List<Picture> PICTURES =
      List.of(
          new Picture(
              Part.RECORD_1,
              "record-1",
              "What one agent waits to hand a call over (ns)",
              true,
              row ->
                  List.of("median", "p99.9").contains(row.metric())
                      && !row.condition().contains("made")
                      && !row.condition().contains(" 1,000 ")),
          new Picture(
              Part.RECORD_2,
              "record-2",
              "What two agents wait to hand a call over (ns)",
              true,
              row -> List.of("median", "p99.9").contains(row.metric())),
          new Picture(
              Part.RECORD_ADVERSE,
              "record-adverse",
              "The same where nothing leaves (ns)",
              true,
              row -> List.of("median", "p99.9", "longest").contains(row.metric())),
          new Picture(
              Part.DELIVERY,
              "delivery",
              "Calls delivered a second",
              false,
              row -> row.metric().equals("calls delivered")),
          new Picture(
              Part.DELIVERY,
              "delivery-cpu",
              "CPU a delivered call (µs)",
              false,
              row -> row.metric().equals("CPU a call")),
          new Picture(
              Part.FIRST_BATCH,
              "first-batch",
              "Cold JVM: start to first batch taken (ms)",
              false,
              row -> row.metric().equals("first batch")),
          new Picture(
              Part.CONSUMER_CPU,
              "consumer-cpu",
              "CPU a call by messages in the batch (µs)",
              true,
              row -> row.metric().equals("CPU a call")),
          new Picture(
              Part.CONSUMER_COLD,
              "consumer-cold",
              "Cold start: first batch stored (ms)",
              false,
              row -> row.metric().equals("first batch stored")),
          new Picture(
              Part.AGENTS,
              "agents",
              "What a call waits while the backend works (µs)",
              true,
              row -> row.condition().equals(EndToEndPart.UP)),
          new Picture(
              Part.AGENTS,
              "agents-down",
              "What a call waits while the backend is down (µs)",
              true,
              row -> row.condition().equals(EndToEndPart.DOWN)));

  /**
   * One picture.
   *
   * @param part whose figures it shows
   * @param file its name, without the suffix
   * @param title above it
   * @param isLogarithmic whether its values differ by orders of magnitude
   * @param rows which of the part's figures are in it
   */
  record Picture(
      Part part, String file, String title, boolean isLogarithmic, Predicate<Row> rows) {}

  private final Figures figures;
  private final Path folder;

  private Charts(Figures figures, Path folder) {
    this.figures = figures;
    this.folder = folder;
  }

  /** Draws what was measured into the folder. */
  static void draw(Figures figures, Path folder) throws IOException {
    System.setProperty("java.awt.headless", "true");
    Files.createDirectories(folder);
    Charts charts = new Charts(figures, folder);
    for (Picture picture : PICTURES) {
      charts.draw(picture);
    }
  }

  /** The pictures of a part. */
  static List<Picture> of(Part part) {
    return PICTURES.stream().filter(picture -> picture.part() == part).toList();
  }

  private void draw(Picture picture) throws IOException {
    List<Row> rows = figures.rows(picture.part()).stream().filter(picture.rows()).toList();
    if (rows.isEmpty()) {
      return;
    }
    if (picture.part() == Part.CONSUMER_CPU) {
      lines(picture);
    } else {
      bars(picture, rows);
    }
  }

  private void bars(Picture picture, List<Row> rows) throws IOException {
    boolean isLogarithmic = picture.isLogarithmic();
    boolean severalConditions = rows.stream().map(Row::condition).distinct().count() > 1;
    DefaultCategoryDataset data = new DefaultCategoryDataset();
    for (Row row : rows) {
      String who = severalConditions ? row.subject() + ", " + row.condition() : row.subject();
      data.addValue(Math.max(row.median(), isLogarithmic ? 0.1 : 0), row.metric(), who);
    }
    JFreeChart chart =
        ChartFactory.createBarChart(
            picture.title(),
            null,
            null,
            data,
            PlotOrientation.HORIZONTAL,
            data.getRowCount() > 1,
            false,
            false);
    plain(chart);
    var plot = chart.getCategoryPlot();
    if (isLogarithmic) {
      plot.setRangeAxis(logarithmic(null));
    }
    plot.setBackgroundPaint(Color.WHITE);
    plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
    BarRenderer renderer = (BarRenderer) plot.getRenderer();
    renderer.setBarPainter(new StandardBarPainter());
    renderer.setShadowVisible(false);
    renderer.setItemMargin(0.05);
    for (int i = 0; i < data.getRowCount(); i++) {
      renderer.setSeriesPaint(i, COLOURS[i % COLOURS.length]);
    }
    write(
        picture.file(), chart, 110 + 26 * data.getColumnCount() * Math.max(1, data.getRowCount()));
  }

  private void lines(Picture picture) throws IOException {
    XYSeriesCollection data = new XYSeriesCollection();
    for (String who : List.of(ConsumerPart.CONSUMER, ConsumerPart.BASELINE)) {
      XYSeries line = new XYSeries(who);
      for (int calls : ConsumerPart.SIZES) {
        figures
            .row(Part.CONSUMER_CPU, who, ConsumerPart.batchOf(calls), "CPU a call")
            .ifPresent(row -> line.add(calls, row.median()));
      }
      data.addSeries(line);
    }
    JFreeChart chart = ChartFactory.createXYLineChart(picture.title(), "messages", null, data);
    plain(chart);
    var plot = chart.getXYPlot();
    plot.setDomainAxis(logarithmic("messages in the batch"));
    plot.setRangeAxis(logarithmic(null));
    plot.setBackgroundPaint(Color.WHITE);
    plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
    plot.setDomainGridlinePaint(Color.LIGHT_GRAY);
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, true);
    renderer.setSeriesPaint(0, COLOURS[0]);
    renderer.setSeriesPaint(1, COLOURS[1]);
    plot.setRenderer(renderer);
    write(picture.file(), chart, 420);
  }

  private static LogAxis logarithmic(@Nullable String label) {
    LogAxis axis = new LogAxis(label);
    axis.setNumberFormatOverride(NumberFormat.getIntegerInstance(Locale.ROOT));
    axis.setBase(10);
    axis.setSmallestValue(0.1);
    return axis;
  }

  private static void plain(JFreeChart chart) {
    StandardChartTheme theme = new StandardChartTheme("plain");
    theme.setExtraLargeFont(new Font("SansSerif", Font.BOLD, 16));
    theme.setLargeFont(new Font("SansSerif", Font.PLAIN, 13));
    theme.setRegularFont(new Font("SansSerif", Font.PLAIN, 12));
    theme.apply(chart);
    chart.setBackgroundPaint(Color.WHITE);
  }

  private void write(String file, JFreeChart chart, int height) throws IOException {
    SVGGraphics2D graphics = new SVGGraphics2D(WIDTH, height);
    chart.draw(graphics, new Rectangle(WIDTH, height));
    Files.writeString(folder.resolve(file + ".svg"), graphics.getSVGDocument(), UTF_8);
  }
}
