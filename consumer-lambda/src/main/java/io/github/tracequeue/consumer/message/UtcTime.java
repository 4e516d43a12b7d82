// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import java.nio.CharBuffer;
import java.time.LocalDate;
import java.time.Month;
import java.time.chrono.IsoChronology;

/** The contract's time format: {@code YYYY-MM-DDTHH:MM:SS[.f](Z|+00:00)}. */
final class UtcTime {

  /** The result for a text in another format. */
  static final long INVALID = Long.MIN_VALUE;

  private UtcTime() {}

  /** Milliseconds since 1970, truncated; {@link #INVALID} for every other text. */
  static long parse(char[] text, int offset, int length) {
    if (length < 20 || !hasSeparators(text, offset)) {
      return INVALID;
    }
    int year = digits(text, offset, 4);
    int month = digits(text, offset + 5, 2);
    int day = digits(text, offset + 8, 2);
    int hour = digits(text, offset + 11, 2);
    int minute = digits(text, offset + 14, 2);
    int second = digits(text, offset + 17, 2);
    boolean isDate =
        year >= 2020
            && year <= 2099
            && month >= 1
            && month <= 12
            && day >= 1
            && day <= Month.of(month).length(IsoChronology.INSTANCE.isLeapYear(year));
    boolean isTime = within(hour, 23) && within(minute, 59) && within(second, 59);
    int millis = isDate && isTime ? millis(text, offset + 19, offset + length) : -1;
    if (millis < 0) {
      return INVALID;
    }
    long seconds = (hour * 60L + minute) * 60 + second;
    return LocalDate.of(year, month, day).toEpochDay() * 86_400_000 + seconds * 1000 + millis;
  }

  private static boolean hasSeparators(char[] text, int offset) {
    return text[offset + 4] == '-'
        && text[offset + 7] == '-'
        && text[offset + 10] == 'T'
        && text[offset + 13] == ':'
        && text[offset + 16] == ':';
  }

  private static boolean within(int value, int max) {
    return value >= 0 && value <= max;
  }

  /** The milliseconds of the text after the seconds, or -1 if its format is invalid. */
  private static int millis(char[] text, int offset, int end) {
    int zone = offset;
    int millis = 0;
    if (text[offset] == '.') {
      zone = offset + 1;
      int place = 100;
      while (zone < end && text[zone] >= '0' && text[zone] <= '9') {
        millis += (text[zone] - '0') * place;
        place /= 10;
        zone++;
      }
      if (zone == offset + 1 || zone > offset + 10) {
        return -1;
      }
    }
    return isUtc(text, zone, end) ? millis : -1;
  }

  private static boolean isUtc(char[] text, int zone, int end) {
    if (end - zone == 1) {
      return text[zone] == 'Z';
    }
    return end - zone == 6 && "+00:00".contentEquals(CharBuffer.wrap(text, zone, 6));
  }

  /** The value of decimal digits; negative if a character is not a digit. */
  private static int digits(char[] text, int offset, int count) {
    int value = 0;
    for (int i = offset; i < offset + count; i++) {
      if (text[i] < '0' || text[i] > '9') {
        return -1;
      }
      value = value * 10 + text[i] - '0';
    }
    return value;
  }
}
