// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.concurrent.atomic.AtomicLongArray;

/** How many events were lost for which reason. Immutable. */
final class LossCounts {
  static final LossCounts NONE = new LossCounts(new long[DropReason.values().length]);

  private final long[] counts;

  private LossCounts(long[] counts) {
    this.counts = counts;
  }

  /** A counter for each reason, all at zero. Safe for threads. */
  static AtomicLongArray counters() {
    return new AtomicLongArray(NONE.counts.length);
  }

  static void count(AtomicLongArray counters, DropReason reason) {
    counters.incrementAndGet(index(reason));
  }

  static LossCounts read(AtomicLongArray counters) {
    long[] counts = new long[counters.length()];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = counters.get(i);
    }
    return new LossCounts(counts);
  }

  long of(DropReason reason) {
    return counts[index(reason)];
  }

  long total() {
    long total = 0;
    for (long count : counts) {
      total += count;
    }
    return total;
  }

  boolean isEmpty() {
    return total() == 0;
  }

  LossCounts plus(DropReason reason, long events) {
    long[] sums = counts.clone();
    sums[index(reason)] += events;
    return new LossCounts(sums);
  }

  LossCounts plus(LossCounts other) {
    long[] sums = counts.clone();
    for (int i = 0; i < sums.length; i++) {
      sums[i] += other.counts[i];
    }
    return new LossCounts(sums);
  }

  LossCounts minus(LossCounts other) {
    long[] differences = counts.clone();
    for (int i = 0; i < differences.length; i++) {
      differences[i] -= other.counts[i];
    }
    return new LossCounts(differences);
  }

  /** Writes an envelope's member {@code dropped}, if there is a loss. */
  void write(JsonBuffer out) {
    if (isEmpty()) {
      return;
    }
    char separator = '{';
    out.plain(",\"dropped\":");
    for (DropReason reason : DropReason.values()) {
      if (of(reason) > 0) {
        out.raw(separator);
        out.string(reason.label());
        out.raw(':');
        out.number(of(reason));
        separator = ',';
      }
    }
    out.raw('}');
  }

  // The counts never leave the process by their index, so that the order of the reasons is free.
  @SuppressWarnings("EnumOrdinal")
  private static int index(DropReason reason) {
    return reason.ordinal();
  }
}
