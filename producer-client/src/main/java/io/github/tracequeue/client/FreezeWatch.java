// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.function.LongSupplier;

/**
 * Notices that the process stood still. A clock that runs only while the machine does, held against
 * the wall clock, tells a suspension, after which this process may be one of several copies; the
 * wall clock alone tells that a connection has been idle for long, frozen or not. For the sender's
 * thread, apart from {@link #restored}.
 */
final class FreezeWatch {
  /** Servers and the JDK's own pool close connections that idle for a little longer than this. */
  private static final long STALE_MILLIS = 4_000;

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
  private boolean connected;
  private long connectedMillis;

  FreezeWatch(LongSupplier nanos, LongSupplier wallMillis) {
    this.nanos = nanos;
    this.wallMillis = wallMillis;
  }

  /** Says that the process goes on from a checkpoint. May come from any thread. */
  void restored() {
    restored = true;
  }

  /** Whether the process was suspended or restored since the last call. */
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

  /** Says that a connection was in use just now. */
  void connected() {
    connected = true;
    connectedMillis = wallMillis.getAsLong();
  }

  /** Whether a connection that is kept has most likely been closed at its other end. */
  boolean isConnectionStale() {
    long idle = wallMillis.getAsLong() - connectedMillis;
    return connected && (idle < 0 || idle > STALE_MILLIS);
  }
}
