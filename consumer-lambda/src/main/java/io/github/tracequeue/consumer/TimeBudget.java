// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The deadlines of the steps of an invocation.
 *
 * @param writes the writes of the events
 * @param notes the updates of derived items
 * @param quarantine sending rejected messages and events
 * @param resend sending back unfinished events
 * @param metrics sending the metrics; the rest is for the response
 */
record TimeBudget(
    Deadline writes, Deadline notes, Deadline quarantine, Deadline resend, Deadline metrics) {

  /** The time reserved for all steps after the writes. */
  private static final Duration RESERVE = Duration.ofSeconds(5);

  /**
   * The budget of an invocation with this remaining time, of which at most a quarter is reserved.
   */
  static TimeBudget of(Duration remaining, LongSupplier nanoTime) {
    Duration quarter = remaining.dividedBy(4);
    Duration reserve = quarter.compareTo(RESERVE) < 0 ? quarter : RESERVE;
    Duration tenth = reserve.dividedBy(10);
    return new TimeBudget(
        Deadline.in(remaining.minus(reserve), nanoTime),
        Deadline.in(remaining.minus(tenth.multipliedBy(8)), nanoTime),
        Deadline.in(remaining.minus(tenth.multipliedBy(6)), nanoTime),
        Deadline.in(remaining.minus(tenth.multipliedBy(3)), nanoTime),
        Deadline.in(remaining.minus(tenth), nanoTime));
  }
}
