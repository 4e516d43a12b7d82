// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.conventions;

import java.io.PrintWriter;
import java.text.DecimalFormat;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.text.SimpleDateFormat;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Formatter;
import java.util.Locale;
import java.util.Scanner;

/** Every call that depends on the default locale, for the test of the rule that forbids them. */
@SuppressWarnings("unused") // Only its byte code is looked at.
final class DefaultLocaleCalls {
  private DefaultLocaleCalls() {}

  static String format(int number) {
    return String.format("%d", number);
  }

  static String formatted(int number) {
    return "%d".formatted(number);
  }

  @SuppressWarnings("StringCaseLocaleUsage")
  static String lowerCase(String text) {
    return text.toLowerCase();
  }

  @SuppressWarnings("StringCaseLocaleUsage")
  static String upperCase(String text) {
    return text.toUpperCase();
  }

  static void printStream(int number) {
    System.out.printf("%d", number);
  }

  static void printWriter(PrintWriter out, int number) {
    out.printf("%d", number);
  }

  static void printWriterFormat(PrintWriter out, int number) {
    out.format("%d", number);
  }

  static DateTimeFormatter pattern() {
    return DateTimeFormatter.ofPattern("EEE");
  }

  static DateTimeFormatter built() {
    return new DateTimeFormatterBuilder().appendPattern("EEE").toFormatter();
  }

  static NumberFormat numberFormat() {
    return NumberFormat.getInstance();
  }

  static String messageFormat(int number) {
    return MessageFormat.format("{0}", number);
  }

  static DecimalFormat decimalFormat() {
    return new DecimalFormat("0.0");
  }

  static SimpleDateFormat dateFormat() {
    return new SimpleDateFormat("EEE");
  }

  static Scanner scanner() {
    return new Scanner("1.0");
  }

  static Formatter formatter() {
    return new Formatter();
  }

  static Locale defaultLocale() {
    return Locale.getDefault();
  }
}
