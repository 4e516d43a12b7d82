// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of comma-separated values.
 *
 * @param line counted from 1
 * @param cells the values, outer blanks taken off
 */
record CsvRecord(int line, List<String> cells) {

  static final int MAX_LINES = 10_000;

  /**
   * Reads RFC 4180 without line breaks inside a value; leaves out empty lines and those that begin
   * with {@code #}.
   */
  static List<CsvRecord> readAll(Reader reader, List<PriceFileProblem> problems) {
    List<CsvRecord> records = new ArrayList<>();
    try {
      BufferedReader lines = new BufferedReader(reader);
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (number > MAX_LINES) {
          problems.add(problem(number, "the file has more than " + MAX_LINES + " lines"));
          break;
        }
        String text = number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line;
        if (!text.isBlank() && !text.startsWith("#")) {
          List<String> cells = split(text);
          if (cells == null) {
            problems.add(problem(number, "a quote is open at the end, or text follows a quote"));
          } else {
            records.add(new CsvRecord(number, cells));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return records;
  }

  /** Null if the quotes do not fit together. */
  private static @Nullable List<String> split(String text) {
    List<String> cells = new ArrayList<>();
    int position = 0;
    while (true) {
      int comma = text.indexOf(',', position);
      int end = comma < 0 ? text.length() : comma;
      if (position < text.length() && text.charAt(position) == '"') {
        StringBuilder cell = new StringBuilder();
        end = unquote(text, position, cell);
        if (end < 0 || (end < text.length() && text.charAt(end) != ',')) {
          return null;
        }
        cells.add(cell.toString().strip());
      } else {
        cells.add(text.substring(position, end).strip());
      }
      if (end >= text.length()) {
        return cells;
      }
      position = end + 1;
    }
  }

  /** Appends what the quotes hold; returns the index behind the closing one, or -1. */
  private static int unquote(String text, int open, StringBuilder cell) {
    int position = open + 1;
    while (true) {
      int quote = text.indexOf('"', position);
      if (quote < 0) {
        return -1;
      }
      cell.append(text, position, quote);
      if (quote + 1 >= text.length() || text.charAt(quote + 1) != '"') {
        return quote + 1;
      }
      cell.append('"');
      position = quote + 2;
    }
  }

  private static PriceFileProblem problem(int line, String message) {
    return new PriceFileProblem(line, "", "", message);
  }
}
