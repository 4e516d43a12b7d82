// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * The wait after failures, in nanoseconds: with full jitter below a cap that doubles, or until the
 * next probe.
 */
final class Backoff {
  static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(10);
  static final long PROBE_NANOS = TimeUnit.SECONDS.toNanos(15);

  private Backoff() {}

  /** The wait after this number of failures in a row, at least one. */
  static long afterFailures(long failures, RandomGenerator random) {
    long doublings = Math.min(failures - 1, 30);
    return random.nextLong(Math.min(MAX_NANOS, FIRST_NANOS << doublings) + 1);
  }

  /** The wait before the next probe, with a jitter of a fifth so that many clients spread out. */
  static long beforeProbe(RandomGenerator random) {
    return PROBE_NANOS * 4 / 5 + random.nextLong(PROBE_NANOS * 2 / 5);
  }
}
