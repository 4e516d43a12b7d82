// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * When each step of an invocation must end.
 *
 * @param writes the writes of the events
 * @param quarantine sending what is rejected
 * @param resend sending back what is unfinished
 * @param metrics sending the metrics; the rest is for the answer
 */
record TimeBudget(Deadline writes, Deadline quarantine, Deadline resend, Deadline metrics) {

  /** What is kept back for everything after the writes. */
  private static final Duration RESERVE = Duration.ofSeconds(5);

  /** The budget of an invocation that may take so long, of which a quarter is kept back at most. */
  static TimeBudget of(Duration remaining, LongSupplier nanoTime) {
    Duration quarter = remaining.dividedBy(4);
    Duration reserve = quarter.compareTo(RESERVE) < 0 ? quarter : RESERVE;
    Duration tenth = reserve.dividedBy(10);
    return new TimeBudget(
        Deadline.in(remaining.minus(reserve), nanoTime),
        Deadline.in(remaining.minus(tenth.multipliedBy(6)), nanoTime),
        Deadline.in(remaining.minus(tenth.multipliedBy(3)), nanoTime),
        Deadline.in(remaining.minus(tenth), nanoTime));
  }
}
