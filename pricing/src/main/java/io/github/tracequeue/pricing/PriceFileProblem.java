// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

/**
 * Something wrong in a price file.
 *
 * @param line the line, counted from 1
 * @param row the row's id; empty where it has none
 * @param column the column's name; empty where no single one is at fault
 * @param message what is wrong, with the value and the limit
 */
public record PriceFileProblem(int line, String row, String column, String message) {

  /** As {@code line 7, row custom/m, column input: ...}. */
  @Override
  public String toString() {
    return "line "
        + line
        + (row.isEmpty() ? "" : ", row " + row)
        + (column.isEmpty() ? "" : ", column " + column)
        + ": "
        + message;
  }
}
