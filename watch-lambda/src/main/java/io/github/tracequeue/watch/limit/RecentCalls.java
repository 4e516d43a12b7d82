// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch.limit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * The newest calls of an agent. Limits count the bad ones among them, in a row or as a share.
 *
 * @param calls newest first
 */
record RecentCalls(List<RecentCall> calls, Instant now) {

  /** Used if the last 15 minutes have too few calls. */
  private static final Duration LONGEST_WINDOW = Duration.ofDays(1);

  /** The number of successive bad calls, from the newest back. */
  int badInARow(Predicate<RecentCall> bad) {
    int count = 0;
    while (count < calls.size() && bad.test(calls.get(count))) {
      count++;
    }
    return count;
  }

  /** Whether calls were sampled: then a sequence may have gaps. */
  boolean areSampled() {
    return calls.stream().anyMatch(call -> call.weight() > 1);
  }

  /** The calls of the last period. */
  List<RecentCall> within(Duration time) {
    Instant from = now.minus(time);
    return calls.stream().filter(call -> !call.timestamp().isBefore(from)).toList();
  }

  /**
   * The calls of the last 15 minutes. If these are fewer than the minimum, up to that many calls of
   * the last day.
   */
  List<RecentCall> window(int minimumCalls) {
    List<RecentCall> window = within(AgentTraffic.RECENT);
    return weight(window) >= minimumCalls
        ? window
        : within(LONGEST_WINDOW).stream().limit(Math.max(window.size(), minimumCalls)).toList();
  }

  /** The number of calls before sampling. */
  static double weight(List<RecentCall> calls) {
    return calls.stream().mapToDouble(RecentCall::weight).sum();
  }

  /** The share of bad calls, in percent. */
  static double percent(List<RecentCall> calls, Predicate<RecentCall> bad) {
    double all = weight(calls);
    return all == 0 ? 0 : 100 * weight(calls.stream().filter(bad).toList()) / all;
  }
}
