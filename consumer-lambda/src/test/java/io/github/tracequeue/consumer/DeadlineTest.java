// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class DeadlineTest {

  private long nanos = Long.MAX_VALUE - 1_000;

  @Test
  void earlierBy_time_isThatMuchEarlierOrInTheMiddle() {
    Deadline muchTime = Deadline.in(Duration.ofSeconds(10), () -> nanos);
    Deadline littleTime = Deadline.in(Duration.ofSeconds(9), () -> nanos);
    Deadline noTime = Deadline.in(Duration.ofSeconds(-2), () -> nanos);

    assertThat(muchTime.earlierBy(Duration.ofSeconds(5)).remaining())
        .isEqualTo(Duration.ofSeconds(5));
    assertThat(littleTime.earlierBy(Duration.ofSeconds(5)).remaining())
        .isEqualTo(Duration.ofMillis(4_500));
    assertThat(noTime.earlierBy(Duration.ofSeconds(5)).isOver()).isTrue();
  }

  @Test
  void within_time_isTheSoonerOfBoth() {
    Deadline deadline = Deadline.in(Duration.ofSeconds(10), () -> nanos);

    assertThat(deadline.within(Duration.ofSeconds(1)).remaining()).isEqualTo(Duration.ofSeconds(1));
    assertThat(deadline.within(Duration.ofSeconds(11)).remaining())
        .isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void isOver_acrossTheClocksOverflow_isRight() {
    Deadline deadline = Deadline.in(Duration.ofNanos(2_000), () -> nanos);

    nanos += 1_999;
    assertThat(deadline.isOver()).isFalse();
    assertThat(deadline.remaining()).isEqualTo(Duration.ofNanos(1));
    nanos += 1;
    assertThat(deadline.isOver()).isTrue();
  }
}
