// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.function.LongSupplier;

/**
 * Notices that the machine was suspended, after which this process may be one of several copies. It
 * compares a clock that stops with the machine with the wall clock. Only for the sender's thread,
 * except {@link #restored}.
 */
final class FreezeWatch {
  /** Larger than the difference that drift or a leap second causes between two calls. */
  private static final long SUSPENDED_MILLIS = 2_000;

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final LongSupplier nanos;
  private final LongSupplier wallMillis;
  private volatile boolean restored;
  private boolean hasLooked;
  private long lookedNanos;
  private long lookedMillis;

  FreezeWatch(LongSupplier nanos, LongSupplier wallMillis) {
    this.nanos = nanos;
    this.wallMillis = wallMillis;
  }

  /** Notifies that the process was restored from a checkpoint. Thread-safe. */
  void restored() {
    restored = true;
  }

  /** Whether the machine was suspended, or the process restored, since the last call. */
  boolean wasSuspended() {
    long nowNanos = nanos.getAsLong();
    long nowMillis = wallMillis.getAsLong();
    long awake = (nowNanos - lookedNanos) / NANOS_PER_MILLI;
    boolean jumped = hasLooked && Math.abs(nowMillis - lookedMillis - awake) > SUSPENDED_MILLIS;
    hasLooked = true;
    lookedNanos = nowNanos;
    lookedMillis = nowMillis;
    if (restored) {
      restored = false;
      return true;
    }
    return jumped;
  }
}
