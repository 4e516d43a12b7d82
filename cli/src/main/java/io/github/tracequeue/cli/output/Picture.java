// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.output;

import java.util.List;
import java.util.OptionalDouble;

/** Pictures of numbers, drawn with Unicode's block elements. */
public final class Picture {
  private static final String EIGHTHS = " \u258F\u258E\u258D\u258C\u258B\u258A\u2589";
  private static final char FULL = '\u2588';
  private static final String LEVELS = "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";

  private Picture() {}

  /** A horizontal bar for a share of the largest value; a value above zero is always visible. */
  public static String bar(double value, double largest, int width) {
    if (value <= 0 || largest <= 0) {
      return "";
    }
    int eighths = (int) Math.max(1, Math.round(Math.min(1, value / largest) * width * 8));
    String full = String.valueOf(FULL).repeat(eighths / 8);
    return eighths % 8 == 0 ? full : full + EIGHTHS.charAt(eighths % 8);
  }

  /**
   * A line of columns, scaled to the largest value. An empty value is a gap. If there are more
   * values than columns, each column shows the largest value of its part.
   */
  public static String sparkline(List<OptionalDouble> values, int width) {
    double largest = values.stream().mapToDouble(value -> value.orElse(0)).max().orElse(0);
    int columns = Math.min(width, values.size());
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < columns; i++) {
      List<OptionalDouble> part =
          values.subList(i * values.size() / columns, (i + 1) * values.size() / columns);
      line.append(column(part, largest));
    }
    return line.toString();
  }

  private static char column(List<OptionalDouble> part, double largest) {
    OptionalDouble value =
        part.stream()
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .max();
    if (value.isEmpty()) {
      return ' ';
    }
    int top = LEVELS.length() - 1;
    return LEVELS.charAt(
        largest <= 0 ? 0 : (int) Math.round(Math.max(0, value.getAsDouble()) / largest * top));
  }
}
