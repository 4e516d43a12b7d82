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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

/** Draws charts as SVG. */
final class Charts {
  private static final int WIDTH = 860;
  private static final Color[] COLOURS = {
    new Color(0x1f6feb), new Color(0xd29922), new Color(0x8b949e), new Color(0xcf222e)
  };

  private static final List<Picture> PICTURES =
      List.of(
          new Picture(
              Part.RECORD,
              "record-median",
              "Time of record, one agent: median (ns)",
              true,
              "calls per second",
              row -> row.metric().equals("median") && row.condition().endsWith("1 agent")),
          new Picture(
              Part.RECORD,
              "record-mean",
              "Time of record, one agent: mean (ns)",
              true,
              "calls per second",
              row -> row.metric().equals("mean") && row.condition().endsWith("1 agent")),
          new Picture(
              Part.RECORD_ADVERSE,
              "record-adverse",
              "Time of record without delivery (ns)",
              true,
              null,
              row -> List.of("median", "p99", "longest").contains(row.metric())),
          new Picture(
              Part.DELIVERY,
              "delivery",
              "Delivered calls per second",
              false,
              null,
              row -> row.metric().equals("calls delivered")),
          new Picture(
              Part.DELIVERY,
              "delivery-cpu",
              "CPU time per delivered call (µs)",
              false,
              null,
              row -> row.metric().equals("CPU a call")),
          new Picture(
              Part.FIRST_BATCH,
              "first-batch",
              "Cold JVM: start to first accepted batch (ms)",
              false,
              null,
              row -> row.metric().equals("first batch")),
          new Picture(
              Part.CONSUMER_CPU,
              "consumer-cpu",
              "CPU time per call by messages in the batch, table in memory (µs)",
              true,
              "messages in the batch",
              row -> isCostOfBatches(row, ConsumerPart.Table.MEMORY)),
          new Picture(
              Part.CONSUMER_CPU,
              "consumer-cpu-sdk",
              "CPU time per call by messages in the batch, SDK with canned responses (µs)",
              true,
              "messages in the batch",
              row -> isCostOfBatches(row, ConsumerPart.Table.CANNED)),
          new Picture(
              Part.CONSUMER_COLD,
              "consumer-cold",
              "Cold start: first batch stored (ms)",
              false,
              null,
              row -> row.metric().equals("first batch stored")),
          new Picture(
              Part.AGENTS,
              "agents",
              "Wait of a call while the backend is up (µs)",
              true,
              null,
              row -> row.condition().equals(EndToEndPart.UP)),
          new Picture(
              Part.AGENTS,
              "agents-down",
              "Wait of a call while the backend is down (µs)",
              true,
              null,
              row -> row.condition().startsWith("backend down")));

  /**
   * A chart.
   *
   * @param part the part with its figures
   * @param file the name of the file, without suffix
   * @param title the title
   * @param isLogarithmic whether the value axis is logarithmic
   * @param xAxis the label of the number in each condition, for a line chart; null for a bar chart
   * @param rows selects the part's figures
   */
  record Picture(
      Part part,
      String file,
      String title,
      boolean isLogarithmic,
      @Nullable String xAxis,
      Predicate<Row> rows) {}

  private final Figures figures;
  private final Path folder;

  private Charts(Figures figures, Path folder) {
    this.figures = figures;
    this.folder = folder;
  }

  private static boolean isCostOfBatches(Row row, ConsumerPart.Table table) {
    return row.metric().equals("CPU a call")
        && List.of(ConsumerPart.CONSUMER, ConsumerPart.BASELINE, ConsumerPart.PLAIN)
            .contains(row.subject())
        && ConsumerPart.SIZES.stream()
            .anyMatch(size -> row.condition().equals(ConsumerPart.batchOf(size, table)));
  }

  /** Draws all charts into the folder. */
  static void draw(Figures figures, Path folder) throws IOException {
    System.setProperty("java.awt.headless", "true");
    Files.createDirectories(folder);
    Charts charts = new Charts(figures, folder);
    for (Picture picture : PICTURES) {
      charts.draw(picture);
    }
  }

  /** The charts of a part. */
  static List<Picture> of(Part part) {
    return PICTURES.stream().filter(picture -> picture.part() == part).toList();
  }

  private void draw(Picture picture) throws IOException {
    List<Row> rows = figures.rows(picture.part()).stream().filter(picture.rows()).toList();
    if (rows.isEmpty()) {
      return;
    }
    if (picture.xAxis() == null) {
      bars(picture, rows);
    } else {
      lines(picture, rows);
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

  private void lines(Picture picture, List<Row> rows) throws IOException {
    Map<String, XYSeries> lines = new LinkedHashMap<>();
    for (Row row : rows) {
      lines
          .computeIfAbsent(row.subject(), XYSeries::new)
          .add(numberIn(row.condition()), row.median());
    }
    XYSeriesCollection data = new XYSeriesCollection();
    lines.values().forEach(data::addSeries);
    JFreeChart chart = ChartFactory.createXYLineChart(picture.title(), null, null, data);
    plain(chart);
    var plot = chart.getXYPlot();
    plot.setDomainAxis(logarithmic(picture.xAxis()));
    plot.setRangeAxis(logarithmic(null));
    plot.setBackgroundPaint(Color.WHITE);
    plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
    plot.setDomainGridlinePaint(Color.LIGHT_GRAY);
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, true);
    for (int i = 0; i < data.getSeriesCount(); i++) {
      renderer.setSeriesPaint(i, COLOURS[i % COLOURS.length]);
    }
    plot.setRenderer(renderer);
    write(picture.file(), chart, 420);
  }

  /** The first number in a condition, for example {@code 1,000 calls/s, 1 agent}. */
  private static double numberIn(String condition) {
    Matcher number = Pattern.compile("\\d[\\d,]*").matcher(condition);
    if (!number.find()) {
      throw new IllegalArgumentException("no number in " + condition);
    }
    return Double.parseDouble(number.group().replace(",", ""));
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
