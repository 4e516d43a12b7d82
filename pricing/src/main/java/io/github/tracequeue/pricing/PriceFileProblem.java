// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

/**
 * An error in a price file.
 *
 * @param line the line, starting at 1
 * @param row the row's id; empty if it has none
 * @param column the column's name; empty if no single column is invalid
 * @param message the error, with the value and the limit
 */
public record PriceFileProblem(int line, String row, String column, String message) {

  /** For example {@code line 7, row custom/m, column input: ...}. */
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
