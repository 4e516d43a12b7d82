// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.local;

import java.util.concurrent.TimeUnit;

/** Limits the rate of events by waiting before each; unlimited if the rate is 0. */
final class Pace {
  private final long nanosPerEvent;
  private long due = System.nanoTime();

  Pace(int eventsPerSecond) {
    nanosPerEvent = eventsPerSecond == 0 ? 0 : 1_000_000_000L / eventsPerSecond;
  }

  void await() throws InterruptedException {
    long wait = due - System.nanoTime();
    if (wait > 0) {
      TimeUnit.NANOSECONDS.sleep(wait);
    }
    due += nanosPerEvent;
  }
}
