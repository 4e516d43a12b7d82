// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TimestampsTest {

  @Test
  void format_randomTimes_agreesWithTheJdk() {
    DateTimeFormatter jdk =
        DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    long first = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();
    long last = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();
    Random random = new Random(42);

    for (int i = 0; i < 10_000; i++) {
      Instant time = Instant.ofEpochMilli(first + (long) (random.nextDouble() * (last - first)));
      assertThat(Timestamps.format(time)).isEqualTo(jdk.format(time));
    }
  }

  @Test
  void format_nanoseconds_areCut() {
    assertThat(Timestamps.format(Instant.parse("2026-11-23T10:15:30.007999999Z")))
        .isEqualTo("2026-11-23T10:15:30.007Z");
  }
}
