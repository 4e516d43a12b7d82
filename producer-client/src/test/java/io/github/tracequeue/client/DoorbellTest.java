// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** News that comes just before the sender falls asleep. */
@Timeout(10)
final class DoorbellTest {
  private static final long LONG = TimeUnit.SECONDS.toNanos(60);

  @Test
  void idle_eventCameJustBefore_doesNotSleep() {
    new Doorbell(new Known(true, false, false, false)).idle();
  }

  @Test
  void idle_lossCameJustBefore_doesNotSleep() {
    new Doorbell(new Known(false, true, false, false)).idle();
  }

  @Test
  void linger_queueFilledJustBefore_doesNotSleep() {
    new Doorbell(new Known(true, false, true, false)).linger(LONG);
  }

  @Test
  void nap_queuePressedJustBefore_doesNotSleep() {
    new Doorbell(new Known(true, false, true, true)).nap(LONG);
  }

  @Test
  void nap_queueFillsABit_sleepsOn() throws InterruptedException {
    var doorbell = new Doorbell(new Known(true, false, true, false));
    var sleeper = new Thread(() -> doorbell.nap(TimeUnit.MILLISECONDS.toNanos(300)));
    long start = System.nanoTime();
    sleeper.start();
    while (sleeper.isAlive()) {
      doorbell.accepted();
      sleeper.join(1);
    }

    assertThat(System.nanoTime() - start).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(250));
  }

  @Test
  void rest_requestCameBeforeTheFirstSleep_doesNotSleep() {
    var doorbell = new Doorbell(new Known(false, false, false, false));
    doorbell.answer();
    doorbell.requested();
    long start = System.nanoTime();
    doorbell.rest(LONG);

    assertThat(System.nanoTime() - start).isLessThan(LONG / 2);
  }

  @Test
  void idle_refusedEvent_wakes() throws InterruptedException {
    var doorbell = new Doorbell(new Known(false, false, false, false));
    var sleeper = new Thread(doorbell::idle);
    sleeper.start();
    while (sleeper.isAlive()) {
      doorbell.refused();
      sleeper.join(1);
    }
  }

  private record Known(boolean hasEvents, boolean hasLosses, boolean isUrgent, boolean isPressing)
      implements News {}
}
