// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** When the sender wakes by its own clock, and when an agent has to wake it. */
final class RhythmTest {
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private final Simulation simulation = new Simulation(Simulation.options(8_192, 8 << 20), 1);
  private final Agents agents = new Agents();
  private final Dispatcher dispatcher = new Dispatcher(simulation.parts, agents);

  @Test
  void turn_steadyPace_agentsWakeTheSenderOnce() {
    run(20, 1_000);

    assertThat(agents.wakeUps).isEqualTo(1);
    // A megabyte on the heap at least, and a request's worth hardly more.
    assertThat(simulation.sender.requests().size()).isBetween(30, 45);
    assertThat(simulation.stats().queued()).isLessThan(700);
  }

  @Test
  void turn_otherPace_agentsWakeTheSenderOnceMore() {
    run(60, 500);
    run(10, 1_000);

    assertThat(agents.wakeUps).isEqualTo(2);
    assertThat(simulation.stats().dropped())
        .allSatisfy((reason, events) -> assertThat(events).isZero());
  }

  @Test
  void turn_paceFalls_lingersAgain() {
    run(10, 200);
    run(0, 1_000);
    int before = simulation.sender.requests().size();
    simulation.pipeline.record(Events.numbered(1));
    // The linger of these options is 100 ms.
    run(0, 50);
    assertThat(simulation.sender.requests()).hasSize(before);
    run(0, 100);

    assertThat(simulation.sender.requests()).hasSize(before + 1);
    assertThat(simulation.stats().delivered()).isEqualTo(simulation.stats().recorded());
  }

  @Test
  void turn_burstWhileNapping_wakesBeforeTheQueueIsFull() {
    run(10, 200);
    run(3_000, 10);

    assertThat(simulation.stats().dropped(DropReason.QUEUE_FULL)).isZero();
    assertThat(agents.wakeUps).isGreaterThan(1);
  }

  private void run(int perMilli, int millis) {
    agents.perMilli = perMilli;
    long end = simulation.time.nanos() + millis * MILLI;
    while (simulation.time.nanos() < end) {
      dispatcher.turn();
    }
  }

  /** Agents that record while the sender waits, and wake it as they would. */
  private final class Agents implements Pause {
    private int perMilli;
    private int wakeUps;
    private int number;

    @Override
    public void linger(long nanos) {
      until(nanos, true, false);
    }

    @Override
    public void nap(long nanos) {
      until(nanos, false, true);
    }

    @Override
    public void idle() {
      until(MILLI, false, false);
    }

    @Override
    public void doze(long nanos) {
      until(Math.min(nanos, MILLI), false, false);
    }

    @Override
    public void rest(long nanos) {
      until(nanos, false, false);
    }

    private void until(long nanos, boolean lingers, boolean naps) {
      Demand demand = simulation.parts.demand;
      for (long passed = 0; passed < nanos; passed += MILLI / 10) {
        simulation.time.advance(Math.min(MILLI / 10, nanos - passed));
        for (int i = 0; i < perMilli / 10; i++) {
          simulation.pipeline.record(Events.large(number++));
          if ((lingers && demand.isUrgent()) || (naps && demand.isPressing())) {
            wakeUps++;
            return;
          }
        }
      }
    }
  }
}
