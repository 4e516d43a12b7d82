// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.function.LongSupplier;

/**
 * Notices that the machine stood still, after which this process may be one of several copies: a
 * clock that runs only while the machine does is held against the wall clock. For the sender's
 * thread, apart from {@link #restored}.
 */
final class FreezeWatch {
  /**
   * More than the two clocks drift apart, or a leap second moves one of them, between two looks.
   */
  private static final long SUSPENDED_MILLIS = 2_000;

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final LongSupplier nanos;
  private final LongSupplier wallMillis;
  private volatile boolean restored;
  private boolean looked;
  private long lookedNanos;
  private long lookedMillis;

  FreezeWatch(LongSupplier nanos, LongSupplier wallMillis) {
    this.nanos = nanos;
    this.wallMillis = wallMillis;
  }

  /** Says that the process goes on from a checkpoint. May come from any thread. */
  void restored() {
    restored = true;
  }

  /** Whether the machine was suspended, or the process restored, since the last call. */
  boolean wasSuspended() {
    long nowNanos = nanos.getAsLong();
    long nowMillis = wallMillis.getAsLong();
    long awake = (nowNanos - lookedNanos) / NANOS_PER_MILLI;
    boolean jumped = looked && Math.abs(nowMillis - lookedMillis - awake) > SUSPENDED_MILLIS;
    looked = true;
    lookedNanos = nowNanos;
    lookedMillis = nowMillis;
    if (restored) {
      restored = false;
      return true;
    }
    return jumped;
  }
}
