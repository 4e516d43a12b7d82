// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;

/**
 * The text form of times in keys and attributes, {@code 2026-11-23T10:15:30.007Z}, and in
 * sentences.
 */
public final class Timestamps {

  private static final long MILLIS_PER_DAY = 86_400_000;

  private Timestamps() {}

  /** Formats a time of the years 0000 to 9999 in milliseconds. The text sorts like the time. */
  public static String format(Instant time) {
    long millis = time.toEpochMilli();
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(millis, MILLIS_PER_DAY));
    int rest = (int) Math.floorMod(millis, MILLIS_PER_DAY);
    // Faster than a DateTimeFormatter; runs for each event.
    byte[] text = new byte[24];
    digits(text, 0, 4, date.getYear());
    text[4] = '-';
    digits(text, 5, 2, date.getMonthValue());
    text[7] = '-';
    digits(text, 8, 2, date.getDayOfMonth());
    text[10] = 'T';
    digits(text, 11, 2, rest / 3_600_000);
    text[13] = ':';
    digits(text, 14, 2, rest / 60_000 % 60);
    text[16] = ':';
    digits(text, 17, 2, rest / 1_000 % 60);
    text[19] = '.';
    digits(text, 20, 3, rest % 1_000);
    text[23] = 'Z';
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  /** A time for people: {@code 2026-11-23 10:15 UTC}. */
  public static String minute(Instant time) {
    return format(time).substring(0, "2026-11-23T10:15".length()).replace('T', ' ') + " UTC";
  }

  private static void digits(byte[] text, int from, int count, int value) {
    for (int i = from + count - 1; i >= from; i--) {
      text[i] = (byte) ('0' + value % 10);
      value /= 10;
    }
  }
}
