// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

final class TimeConverterTest {
  private final TimeConverter converter =
      new TimeConverter(() -> Instant.parse("2026-11-23T10:15:30Z"));

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T10:15:30Z, 2026-11-23T10:15:30Z",
    "2026-11-23, 2026-11-23T00:00:00Z",
    "today, 2026-11-23T00:00:00Z",
    "Yesterday, 2026-11-22T00:00:00Z"
  })
  void convert_timeOrDate_isAnInstant(String text, Instant time) {
    assertThat(converter.convert(text)).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-11-31", "23.11.2026", "2026-11-23T10:15", "tomorrow", ""})
  void convert_otherText_namesWhatIsAccepted(String text) {
    assertThatThrownBy(() -> converter.convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("'" + text + "' is neither a date like 2026-12-01, 'today'");
  }
}
