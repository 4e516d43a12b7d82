// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch.limit;

import io.github.tracequeue.store.rollup.LatencySketch;
import io.github.tracequeue.store.rollup.Rollup;
import io.github.tracequeue.watch.limit.Verdict.Reading;
import io.github.tracequeue.watch.limit.Verdict.Status;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Slow calls: the 95th percentile of the recent calls, or each of the last {@value #LAST_CALLS}
 * calls, is above the limit.
 *
 * @param timesUsual the limit as a multiple of the 95th percentile of the seven days before; null
 *     for none
 * @param p95Millis the limit in milliseconds; null for none
 */
record SlowLimit(@Nullable Double timesUsual, @Nullable Long p95Millis) implements Limit {

  private static final int LAST_CALLS = 3;
  private static final int MINIMUM_CALLS = 20;
  private static final int USUAL_DAYS = 7;
  private static final int MINIMUM_USUAL_CALLS = 5;
  private static final int SLOW_PERCENT = 5;

  @Override
  public LimitKind kind() {
    return LimitKind.SLOW;
  }

  @Override
  public String rule() {
    String usual =
        timesUsual == null ? "" : ValueText.number(timesUsual) + " times the usual latency";
    String absolute = p95Millis == null ? "" : ValueText.millis(p95Millis);
    String or = usual.isEmpty() || absolute.isEmpty() ? "" : " or ";
    return "95th percentile above " + usual + or + absolute;
  }

  @Override
  public Verdict judge(AgentTraffic traffic, Instant now) {
    List<RecentCall> measured =
        traffic.recentCalls().stream().filter(call -> call.latencyMillis() > 0).toList();
    RecentCalls recent = new RecentCalls(measured, now);
    List<RecentCall> window = recent.window(MINIMUM_CALLS);
    boolean enough = RecentCalls.weight(window) >= MINIMUM_CALLS;
    List<RecentCall> judged = enough ? window : measured.stream().limit(LAST_CALLS).toList();
    if (judged.size() < LAST_CALLS) {
      return Verdict.notJudged("there were fewer than " + LAST_CALLS + " calls");
    }
    Long usual = timesUsual == null ? null : usual(traffic, judged);
    Threshold threshold = threshold(usual);
    if (threshold == null) {
      return Verdict.notJudged(
          "there were fewer than "
              + MINIMUM_USUAL_CALLS
              + " calls in the seven days before, too few to know the usual latency");
    }
    long limit = threshold.millis;
    Predicate<RecentCall> slow = call -> call.latencyMillis() > limit;
    long p95 = percentile95(judged);
    boolean inARow = !recent.areSampled() && recent.badInARow(slow) >= LAST_CALLS;
    boolean share = enough && RecentCalls.percent(window, slow) > SLOW_PERCENT;
    Reading reading = Reading.of(inARow || enough ? p95 : fastest(judged), limit, "ms");
    if (!inARow && !share) {
      return Verdict.fine(reading);
    }
    String what =
        share
            ? "The 95th percentile of "
                + ValueText.calls(window.size())
                + " is "
                + ValueText.millis(p95)
            : "The last "
                + LAST_CALLS
                + " calls took "
                + ValueText.millis(fastest(judged))
                + " or more";
    List<RecentCall> slowest =
        judged.stream()
            .filter(slow)
            .sorted(Comparator.comparingLong(RecentCall::latencyMillis).reversed())
            .toList();
    return new Verdict(Status.BREACHED, what + "; " + threshold.text, reading, null, slowest);
  }

  private record Threshold(long millis, String text) {}

  private @Nullable Threshold threshold(@Nullable Long usual) {
    Threshold absolute =
        p95Millis == null
            ? null
            : new Threshold(p95Millis, "the limit is " + ValueText.millis(p95Millis));
    if (usual == null || timesUsual == null) {
      return absolute;
    }
    long millis = Math.round(usual * timesUsual);
    return absolute != null && absolute.millis <= millis
        ? absolute
        : new Threshold(
            millis,
            "the usual latency is "
                + ValueText.millis(usual)
                + ", the limit is "
                + ValueText.number(timesUsual)
                + " times that");
  }

  /** The 95th percentile of the seven days before the calls; null if those have too few calls. */
  private static @Nullable Long usual(AgentTraffic traffic, List<RecentCall> judged) {
    Instant oldest = judged.get(judged.size() - 1).timestamp();
    LocalDate last = LocalDate.ofInstant(oldest, ZoneOffset.UTC).minusDays(1);
    LatencySketch latencies =
        traffic.days(last.minusDays(USUAL_DAYS - 1), last).values().stream()
            .map(Rollup::latencies)
            .reduce(LatencySketch.EMPTY, LatencySketch::plus);
    return latencies.count() < MINIMUM_USUAL_CALLS ? null : latencies.percentile(95);
  }

  private static long percentile95(List<RecentCall> calls) {
    double all = RecentCalls.weight(calls);
    double reached = 0;
    for (RecentCall call :
        calls.stream().sorted(Comparator.comparingLong(RecentCall::latencyMillis)).toList()) {
      reached += call.weight();
      if (reached * 100 > all * 95) {
        return call.latencyMillis();
      }
    }
    return 0;
  }

  private static long fastest(List<RecentCall> calls) {
    return calls.stream().mapToLong(RecentCall::latencyMillis).min().orElse(0);
  }
}
