// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import java.time.Duration;
import java.util.function.LongSupplier;

/** A time by which work must end. */
final class Deadline {

  private final LongSupplier nanoTime;
  private final long end;

  private Deadline(LongSupplier nanoTime, long end) {
    this.nanoTime = nanoTime;
    this.end = end;
  }

  /** The deadline after this duration from now. */
  static Deadline in(Duration time, LongSupplier nanoTime) {
    return new Deadline(nanoTime, nanoTime.getAsLong() + time.toNanos());
  }

  /** The remaining time; negative after the deadline. */
  Duration remaining() {
    return Duration.ofNanos(end - nanoTime.getAsLong());
  }

  boolean isOver() {
    return end - nanoTime.getAsLong() <= 0;
  }

  /** An earlier deadline by this duration, or by half of the remaining time if that is less. */
  Deadline earlierBy(Duration time) {
    Duration half = remaining().dividedBy(2);
    return new Deadline(nanoTime, end - (half.compareTo(time) < 0 ? half : time).toNanos());
  }

  /** This deadline, but at most this duration from now. */
  Deadline within(Duration time) {
    Deadline other = in(time, nanoTime);
    return other.end - end < 0 ? other : this;
  }
}
