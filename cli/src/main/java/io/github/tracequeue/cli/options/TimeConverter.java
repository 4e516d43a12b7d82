// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.options;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Parses a time such as {@code 2026-11-23T10:15:30Z}. A date, {@code today} and {@code yesterday}
 * mean midnight UTC.
 */
public final class TimeConverter implements ITypeConverter<Instant> {
  private final InstantSource clock;

  /** Created by picocli. */
  public TimeConverter() {
    this(InstantSource.system());
  }

  TimeConverter(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Instant convert(String text) {
    try {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "today" -> startOf(today());
        case "yesterday" -> startOf(today().minusDays(1));
        default -> text.indexOf('T') < 0 ? startOf(LocalDate.parse(text)) : Instant.parse(text);
      };
    } catch (DateTimeParseException e) {
      throw new TypeConversionException(
          "'"
              + text
              + "' is neither a date like 2026-12-01, 'today' or 'yesterday', nor a UTC time like"
              + " 2026-08-16T16:00:00Z");
    }
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private static Instant startOf(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
