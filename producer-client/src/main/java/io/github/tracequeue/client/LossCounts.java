// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongBinaryOperator;

/**
 * Numbers of lost events by reason.
 *
 * @param counts a reason without an entry has lost nothing
 */
record LossCounts(Map<DropReason, Long> counts) {
  static final LossCounts NONE = new LossCounts(Map.of());

  static LossCounts of(DropReason reason, long events) {
    return new LossCounts(Map.of(reason, events));
  }

  static LossCounts of(Map<DropReason, ? extends Number> counters) {
    var counts = new EnumMap<DropReason, Long>(DropReason.class);
    counters.forEach((reason, events) -> counts.put(reason, events.longValue()));
    return new LossCounts(counts);
  }

  long count(DropReason reason) {
    return counts.getOrDefault(reason, 0L);
  }

  long total() {
    long total = 0;
    for (long count : counts.values()) {
      total += count;
    }
    return total;
  }

  boolean isEmpty() {
    return total() == 0;
  }

  LossCounts plus(LossCounts other) {
    return combined(other, Long::sum);
  }

  LossCounts minus(LossCounts other) {
    return combined(other, (own, others) -> own - others);
  }

  /** The count of every reason, zeros included. */
  Map<DropReason, Long> toMap() {
    var all = new EnumMap<DropReason, Long>(DropReason.class);
    for (DropReason reason : DropReason.values()) {
      all.put(reason, count(reason));
    }
    return all;
  }

  private LossCounts combined(LossCounts other, LongBinaryOperator operator) {
    var results = new EnumMap<DropReason, Long>(DropReason.class);
    for (DropReason reason : DropReason.values()) {
      results.put(reason, operator.applyAsLong(count(reason), other.count(reason)));
    }
    return new LossCounts(results);
  }
}
