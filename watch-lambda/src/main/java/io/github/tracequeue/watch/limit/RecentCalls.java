// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch.limit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * An agent's newest calls, of which a limit asks how many are bad: in a row from the newest one
 * back, and as a share.
 *
 * @param calls the newest first
 */
record RecentCalls(List<RecentCall> calls, Instant now) {

  /** Where there are fewer calls than needed in 15 minutes, those of a day will do. */
  private static final Duration LONGEST_WINDOW = Duration.ofDays(1);

  /** How many of the newest calls are bad, without a gap. */
  int badInARow(Predicate<RecentCall> bad) {
    int count = 0;
    while (count < calls.size() && bad.test(calls.get(count))) {
      count++;
    }
    return count;
  }

  /** Whether some of the agent's calls are not stored, so that a row may have gaps. */
  boolean areSampled() {
    return calls.stream().anyMatch(call -> call.weight() > 1);
  }

  /** The calls of a time until now. */
  List<RecentCall> within(Duration time) {
    Instant from = now.minus(time);
    return calls.stream().filter(call -> !call.timestamp().isBefore(from)).toList();
  }

  /** The calls of the last 15 minutes, or at least so many of the last day, as far as there are. */
  List<RecentCall> window(int minimumCalls) {
    List<RecentCall> window = within(AgentTraffic.RECENT);
    return weight(window) >= minimumCalls
        ? window
        : within(LONGEST_WINDOW).stream().limit(Math.max(window.size(), minimumCalls)).toList();
  }

  /** How many calls these stand for. */
  static double weight(List<RecentCall> calls) {
    return calls.stream().mapToDouble(RecentCall::weight).sum();
  }

  /** The share of bad ones among calls, in per cent. */
  static double percent(List<RecentCall> calls, Predicate<RecentCall> bad) {
    double all = weight(calls);
    return all == 0 ? 0 : 100 * weight(calls.stream().filter(bad).toList()) / all;
  }
}
