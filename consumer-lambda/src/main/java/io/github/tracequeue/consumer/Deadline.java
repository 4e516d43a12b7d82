// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import java.time.Duration;
import java.util.function.LongSupplier;

/** A moment by which work must end. */
final class Deadline {

  private final LongSupplier nanoTime;
  private final long end;

  private Deadline(LongSupplier nanoTime, long end) {
    this.nanoTime = nanoTime;
    this.end = end;
  }

  /** The moment that far from now. */
  static Deadline in(Duration time, LongSupplier nanoTime) {
    return new Deadline(nanoTime, nanoTime.getAsLong() + time.toNanos());
  }

  /** What is left, negative once it is over. */
  Duration remaining() {
    return Duration.ofNanos(end - nanoTime.getAsLong());
  }

  boolean isOver() {
    return end - nanoTime.getAsLong() <= 0;
  }

  /** A moment that much earlier, or in the middle of what is left where there is little time. */
  Deadline earlierBy(Duration time) {
    Duration half = remaining().dividedBy(2);
    return new Deadline(nanoTime, end - (half.compareTo(time) < 0 ? half : time).toNanos());
  }

  /** A moment at most that far from now. */
  Deadline within(Duration time) {
    Deadline other = in(time, nanoTime);
    return other.end - end < 0 ? other : this;
  }
}
