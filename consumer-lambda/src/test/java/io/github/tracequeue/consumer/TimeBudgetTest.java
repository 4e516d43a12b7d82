// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class TimeBudgetTest {

  @Test
  void of_muchTime_keepsFiveSecondsBack() {
    TimeBudget budget = TimeBudget.of(Duration.ofSeconds(30), () -> 0);

    assertThat(budget.writes().remaining()).isEqualTo(Duration.ofSeconds(25));
    assertThat(budget.quarantine().remaining()).isEqualTo(Duration.ofSeconds(27));
    assertThat(budget.resend().remaining()).isEqualTo(Duration.ofMillis(28_500));
    assertThat(budget.metrics().remaining()).isEqualTo(Duration.ofMillis(29_500));
  }

  @Test
  void of_littleTime_keepsAQuarterBack() {
    TimeBudget budget = TimeBudget.of(Duration.ofSeconds(4), () -> 0);

    assertThat(budget.writes().remaining()).isEqualTo(Duration.ofSeconds(3));
    assertThat(budget.quarantine().remaining()).isEqualTo(Duration.ofMillis(3_400));
    assertThat(budget.metrics().remaining()).isEqualTo(Duration.ofMillis(3_900));
  }
}
