// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch.limit;

import io.github.tracequeue.watch.limit.Verdict.Reading;
import io.github.tracequeue.watch.limit.Verdict.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Failed calls: a number in a row, or a share of the recent calls. If an agent makes fewer calls a
 * day than {@code lastCalls}, it gets a warning when all of them fail.
 *
 * @param lastCalls the number in a row, 1 to {@value AgentTraffic#MIN_RECENT}
 * @param percent the highest allowed share of failed calls, in percent
 * @param minimumCalls the share is evaluated for at least this many recent calls
 */
record FailingLimit(int lastCalls, double percent, int minimumCalls) implements Limit {

  private static final Duration DAY = Duration.ofDays(1);

  @Override
  public LimitKind kind() {
    return LimitKind.FAILING;
  }

  @Override
  public String rule() {
    return lastCalls
        + " failed calls in a row, or more than "
        + ValueText.percent(percent)
        + " of at least "
        + minimumCalls
        + " recent calls";
  }

  @Override
  public Verdict judge(AgentTraffic traffic, Instant now) {
    RecentCalls recent = new RecentCalls(traffic.recentCalls(), now);
    if (recent.calls().isEmpty()) {
      return Verdict.notJudged("there was no call");
    }
    int row = recent.areSampled() ? 0 : recent.badInARow(RecentCall::failed);
    if (row >= lastCalls) {
      return open(
          Status.BREACHED, inARow(recent.calls(), row), row, lastCalls, "calls", recent.calls());
    }
    List<RecentCall> window = recent.window(minimumCalls);
    double failed = RecentCalls.percent(window, RecentCall::failed);
    boolean enough = RecentCalls.weight(window) >= minimumCalls;
    if (enough && failed > percent) {
      String summary =
          ValueText.percent(failed)
              + " of "
              + ValueText.calls(Math.round(RecentCalls.weight(window)))
              + " failed since "
              + ValueText.time(window.get(window.size() - 1).timestamp());
      List<RecentCall> failures = window.stream().filter(RecentCall::failed).toList();
      return open(Status.BREACHED, summary, failed, percent, "%", failures);
    }
    List<RecentCall> day = recent.within(DAY);
    if (row > 0 && row >= day.size()) {
      String which = row == 1 ? "The only call" : "All " + row + " calls";
      return open(
          Status.WARNING, which + " in 24 hours failed", row, lastCalls, "calls", recent.calls());
    }
    return Verdict.fine(
        enough && failed / percent > (double) row / lastCalls
            ? Reading.of(failed, percent, "%")
            : Reading.of(row, lastCalls, "calls"));
  }

  private static String inARow(List<RecentCall> calls, int row) {
    String all = row == 1 ? "The last call failed" : "The last " + row + " calls failed";
    return row < calls.size()
        ? all + "; the last successful one was at " + ValueText.time(calls.get(row).timestamp())
        : all;
  }

  private static Verdict open(
      Status status,
      String summary,
      double value,
      double limit,
      String unit,
      List<RecentCall> calls) {
    return new Verdict(status, summary, Reading.of(value, limit, unit), null, calls);
  }
}
