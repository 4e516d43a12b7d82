// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class WakeSignalTest {
  private final WakeSignal signal = new WakeSignal(LockSupport::parkNanos);
  private final AtomicBoolean condition = new AtomicBoolean();

  @Test
  void await_conditionHoldsAlready_doesNotWait() {
    var parks = new AtomicInteger();
    var notParking = new WakeSignal(nanos -> parks.incrementAndGet());
    condition.set(true);

    notParking.await(condition::get, Long.MAX_VALUE);

    assertThat(parks).hasValue(0);
  }

  @Test
  void signal_conditionHolds_endsTheWait() throws InterruptedException {
    Thread sender = sender(Long.MAX_VALUE);
    condition.set(true);
    while (sender.isAlive()) {
      signal.signal();
      sender.join(1);
    }
  }

  @Test
  void signal_conditionDoesNotHold_letsTheSenderWait() throws InterruptedException {
    long start = System.nanoTime();
    Thread sender = sender(TimeUnit.MILLISECONDS.toNanos(300));
    while (sender.isAlive()) {
      signal.signal();
      sender.join(1);
    }

    assertThat(System.nanoTime() - start).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(250));
  }

  /** Each event comes just when the sender begins to wait for it. */
  @Test
  void signal_onceForEachChange_losesNoWakeUp() throws InterruptedException {
    int changes = 10_000;
    var made = new AtomicInteger();
    var seen = new AtomicInteger();
    var sender =
        new Thread(
            () -> {
              while (seen.get() < changes) {
                signal.await(() -> made.get() > seen.get(), Long.MAX_VALUE);
                seen.set(made.get());
              }
            });
    sender.start();
    for (int i = 0; i < changes; i++) {
      made.incrementAndGet();
      signal.signal();
      while (seen.get() <= i) {
        Thread.onSpinWait();
      }
    }
    sender.join();

    assertThat(seen).hasValue(changes);
  }

  private Thread sender(long nanos) {
    var sender = new Thread(() -> signal.await(condition::get, nanos));
    sender.start();
    return sender;
  }
}
