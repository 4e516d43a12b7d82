// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads common time formats other than the contract's. */
final class TimeRepair {

  private static final Instant FIRST = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("2100-01-01T00:00:00Z");

  private static final Pattern TIME =
      Pattern.compile(
          "([0-9]{4})-([0-9]{2})-([0-9]{2})[T ]([0-9]{2}):([0-9]{2})"
              + "(?::([0-9]{2})(?:[.,]([0-9]++))?)?"
              + " ?(Z|UTC|[+-][0-9]{2}(?::?[0-9]{2})?)?",
          Pattern.CASE_INSENSITIVE);

  private TimeRepair() {}

  /** A date and time with any offset, or without one, which means UTC. */
  static @Nullable Instant parse(String text) {
    Matcher time = TIME.matcher(text.trim());
    if (!time.matches()) {
      return null;
    }
    try {
      return inRange(
          LocalDateTime.of(
                  number(time, 1),
                  number(time, 2),
                  number(time, 3),
                  number(time, 4),
                  number(time, 5),
                  number(time, 6),
                  nanos(time.group(7)))
              .toInstant(offset(time.group(8))));
    } catch (DateTimeException e) {
      return null;
    }
  }

  /**
   * Seconds, milliseconds, microseconds or nanoseconds since 1970: only one of them is in range.
   */
  static @Nullable Instant ofEpoch(NumberText number) {
    for (int decimals = 3; decimals >= -6; decimals -= 3) {
      BigDecimal millis = number.value().scaleByPowerOfTen(decimals).setScale(0, RoundingMode.DOWN);
      if (millis.precision() <= 18) {
        Instant time = inRange(Instant.ofEpochMilli(millis.longValueExact()));
        if (time != null) {
          return time;
        }
      }
    }
    return null;
  }

  private static @Nullable Instant inRange(Instant time) {
    return time.isBefore(FIRST) || !time.isBefore(END) ? null : time.truncatedTo(ChronoUnit.MILLIS);
  }

  private static int number(Matcher time, int group) {
    String digits = time.group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private static int nanos(@Nullable String decimals) {
    return decimals == null ? 0 : Integer.parseInt((decimals + "00000000").substring(0, 9));
  }

  private static ZoneOffset offset(@Nullable String zone) {
    if (zone == null || Character.isLetter(zone.charAt(0))) {
      return ZoneOffset.UTC;
    }
    return ZoneOffset.of(zone);
  }
}
