// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.output;

/** Makes stored text safe for a terminal, by replacing control characters. */
public final class Printable {
  private Printable() {}

  /** The text on one line. */
  public static String line(String text) {
    return text.replaceAll("\\p{Cntrl}|[\\x{80}-\\x{9f}\\x{2028}\\x{2029}]", "\uFFFD");
  }

  /** The text with its line breaks and tabs. */
  public static String lines(String text) {
    return text.replaceAll("[\\p{Cntrl}&&[^\\n\\t]]|[\\x{80}-\\x{9f}]", "\uFFFD");
  }

  /** The text as one line of a table: a space instead of what a terminal could execute. */
  public static String cell(String text) {
    return text.replaceAll(
            "[\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]+", " ")
        .strip();
  }
}
