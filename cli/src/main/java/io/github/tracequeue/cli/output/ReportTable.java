// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.output;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A text table: text is aligned left, numbers right. Not thread-safe. */
public final class ReportTable {
  private static final String GAP = "  ";

  /** An elastic column is never cut below this width. */
  private static final int LEAST_ELASTIC = 12;

  private final List<Column> columns;
  private final int[] widths;
  private final List<List<String>> rows = new ArrayList<>();

  /** A table without rows. */
  public ReportTable(Column... columns) {
    this.columns = List.of(columns);
    this.widths = this.columns.stream().mapToInt(column -> width(column.header())).toArray();
  }

  /** A column: its header, and how its cells are aligned. */
  public record Column(String header, Kind kind) {
    private enum Kind {
      TEXT,
      ELASTIC,
      NUMBER
    }

    /** A column of text. */
    public static Column text(String header) {
      return new Column(header, Kind.TEXT);
    }

    /** A column of long text, which is cut if the terminal is too narrow. */
    public static Column elastic(String header) {
      return new Column(header, Kind.ELASTIC);
    }

    /** A column of numbers. */
    public static Column number(String header) {
      return new Column(header, Kind.NUMBER);
    }
  }

  /** Adds a row, with one cell for each column. */
  public ReportTable row(String... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(columns.size() + " cells expected, not " + cells.length);
    }
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], width(cells[i]));
    }
    rows.add(List.of(cells));
    return this;
  }

  /** The header and the rows, without line separators. */
  public List<String> lines() {
    return lines(Terminal.NONE);
  }

  /** The same, cut to the terminal's width. */
  public List<String> lines(Terminal terminal) {
    List<String> lines = new ArrayList<>();
    lines.add(header(terminal));
    lines.addAll(rowsFrom(0, terminal));
    return lines;
  }

  /** The line with the headers. */
  public String header(Terminal terminal) {
    return line(columns.stream().map(Column::header).toList(), fitting(terminal));
  }

  /** The rows from an index on. Rows that are added later can be wider. */
  public List<String> rowsFrom(int first, Terminal terminal) {
    int[] fitting = fitting(terminal);
    return rows.subList(first, rows.size()).stream().map(row -> line(row, fitting)).toList();
  }

  /** The widths, with elastic columns as wide as the terminal allows. */
  private int[] fitting(Terminal terminal) {
    int[] fitting = widths.clone();
    int excess = Arrays.stream(widths).sum() + GAP.length() * widths.length - terminal.columns();
    for (int i = widths.length - 1; i >= 0 && terminal.isPresent() && excess > 0; i--) {
      if (columns.get(i).kind() == Column.Kind.ELASTIC) {
        int less = Math.min(excess, Math.max(0, fitting[i] - LEAST_ELASTIC));
        fitting[i] -= less;
        excess -= less;
      }
    }
    return fitting;
  }

  private String line(List<String> cells, int[] fitting) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < fitting.length; i++) {
      String cell = TextWidth.cut(cells.get(i), fitting[i]);
      String padding = " ".repeat(fitting[i] - width(cell));
      line.append(GAP)
          .append(columns.get(i).kind() == Column.Kind.NUMBER ? padding + cell : cell + padding);
    }
    return line.toString().stripTrailing();
  }

  private static int width(String text) {
    return TextWidth.of(text);
  }
}
