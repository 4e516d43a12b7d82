// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Numbers, days and times written in ASCII digits, each in one form only; null stands for any other
 * text. Read by hand: the JDK's formatters are slow to load in a cold start.
 */
final class Digits {

  private static final String MIDNIGHT = "0000-00-00T00:00:00Z";
  private static final int DAY_LENGTH = 10;

  private Digits() {}

  /** A number of at most so many digits before and behind the point. */
  static @Nullable BigDecimal decimal(String text, int maxWhole, int maxFraction) {
    int point = text.indexOf('.');
    int whole = point < 0 ? text.length() : point;
    int fraction = text.length() - whole - 1;
    boolean fits = whole >= 1 && whole <= maxWhole && fraction <= maxFraction && fraction != 0;
    return fits && areDigits(text, 0, whole) && areDigits(text, whole + 1, text.length())
        ? new BigDecimal(text)
        : null;
  }

  /** A day like {@code 2026-12-01}. */
  static @Nullable LocalDate day(String text) {
    return text.length() == DAY_LENGTH ? dayAtStart(text) : null;
  }

  /** A day, meaning its first instant, or a time like {@code 2026-08-16T16:00:00Z}. */
  static @Nullable Instant instant(String text) {
    String full = text.length() == DAY_LENGTH ? text.concat(MIDNIGHT.substring(DAY_LENGTH)) : text;
    LocalDate day = isLike(full, MIDNIGHT) ? dayAtStart(full) : null;
    if (day == null) {
      return null;
    }
    int hour = number(full, 11, 13);
    int minute = number(full, 14, 16);
    int second = number(full, 17, 19);
    return hour > 23 || minute > 59 || second > 59
        ? null
        : day.atTime(hour, minute, second).toInstant(ZoneOffset.UTC);
  }

  /** Whether the part of the text from start to end has digits only; true for an empty part. */
  private static boolean areDigits(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /** The number that the digits from start to end stand for. */
  static int number(String text, int start, int end) {
    return Integer.parseInt(text, start, end, 10);
  }

  /** Whether the text has digits where the model has zeros, and is equal to it elsewhere. */
  static boolean isLike(String text, String model) {
    if (text.length() != model.length()) {
      return false;
    }
    for (int i = 0; i < model.length(); i++) {
      char expected = model.charAt(i);
      char c = text.charAt(i);
      if (expected == '0' ? c < '0' || c > '9' : c != expected) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable LocalDate dayAtStart(String text) {
    if (!isLike(text.substring(0, DAY_LENGTH), MIDNIGHT.substring(0, DAY_LENGTH))) {
      return null;
    }
    try {
      return LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
    } catch (DateTimeException e) {
      return null;
    }
  }
}
