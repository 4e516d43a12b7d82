// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * How long to wait after failures, in nanoseconds: full jitter under a doubling cap, or a slow
 * probe where waiting alone does not help.
 */
final class Backoff {
  static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(10);
  static final long PROBE_NANOS = TimeUnit.SECONDS.toNanos(15);

  private Backoff() {}

  /** The wait after this many failures in a row, one or more. */
  static long afterFailures(long failures, RandomGenerator random) {
    long doublings = Math.min(failures - 1, 30);
    return random.nextLong(Math.min(MAX_NANOS, FIRST_NANOS << doublings) + 1);
  }

  /**
   * The wait before another probe of an open circuit, a fifth more or less so that many clients do
   * not probe together.
   */
  static long beforeProbe(RandomGenerator random) {
    return PROBE_NANOS * 4 / 5 + random.nextLong(PROBE_NANOS * 2 / 5);
  }
}
