// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AgentAlarmsTest {

  /** 187 minutes were said once, and waited for were 240. */
  @ParameterizedTest(name = "due every {0} minutes: {1} minutes in {2} periods of {3} s")
  @CsvSource({
    "10,   15,   3,   300",
    "60,   90,   18,  300",
    "125,  190,  38,  300",
    "960,  1440, 288, 300",
    "962,  1500, 25,  3600",
    "1920, 2880, 48,  3600"
  })
  void interval_saysWhenItFires(int every, int minutes, int periods, int seconds) {
    AlarmDefinition alarm =
        AgentAlarms.of(
                new AgentSettings(
                    "sre",
                    null,
                    null,
                    null,
                    null,
                    RunSchedule.every(Duration.ofMinutes(every)),
                    false))
            .get(0);

    assertThat(alarm.meaning())
        .isEqualTo(
            "Agent sre: It has made no call for %s minutes and is due every %s."
                .formatted(minutes, every));
    assertThat(alarm.condition().periods()).isEqualTo(periods);
    assertThat(alarm.signal().periodSeconds()).isEqualTo(seconds);
    assertThat(alarm.timing().warmUpMinutes()).isEqualTo(minutes);
  }
}
