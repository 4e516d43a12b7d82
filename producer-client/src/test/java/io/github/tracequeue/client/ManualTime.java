// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.concurrent.TimeUnit;

/** Two clocks that stand still until they are moved, by a test or by the sender's waits. */
final class ManualTime {
  private long nanos = 5_000_000_000L;
  private long wallMillis = 1_795_000_000_000L;
  private boolean idle;

  long nanos() {
    return nanos;
  }

  long wallMillis() {
    return wallMillis;
  }

  void advance(long newNanos) {
    nanos += newNanos;
    wallMillis += TimeUnit.NANOSECONDS.toMillis(newNanos);
  }

  /** The process is stopped: both clocks go on. */
  void freeze(long millis) {
    advance(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  /** The machine is stopped: only the wall clock goes on. */
  void suspend(long millis) {
    wallMillis += millis;
  }

  /** The sender waits: for so long, or without limit. */
  void park(long parkNanos) {
    if (parkNanos == Long.MAX_VALUE) {
      idle = true;
    } else {
      advance(parkNanos);
    }
  }

  /** Forgets the waits so far. */
  void busy() {
    idle = false;
  }

  /** Whether the sender has waited without limit since then. */
  boolean isIdle() {
    return idle;
  }
}
