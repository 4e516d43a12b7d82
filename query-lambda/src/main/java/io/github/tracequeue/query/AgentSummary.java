// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.store.AgentActivity;
import io.github.tracequeue.store.StoredRun;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.TimeRange;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One agent in the overview. */
final class AgentSummary {

  private final String agentSlug;
  private final AgentActivity activity;
  private final boolean quiet;
  private final Instant now;
  private final Statistics statistics;

  /**
   * A summary of an agent's latest activity.
   *
   * @param quiet whether the activity is older than the requested time range
   */
  AgentSummary(String agentSlug, AgentActivity activity, boolean quiet, Instant now) {
    this.agentSlug = agentSlug;
    this.activity = activity;
    this.quiet = quiet;
    this.now = now;
    this.statistics = Statistics.of(activity.calls());
  }

  Statistics statistics() {
    return statistics;
  }

  boolean isQuiet() {
    return quiet;
  }

  boolean isComplete() {
    return activity.complete();
  }

  /** The time of its latest activity; null if nothing is stored. */
  @Nullable Instant lastSeen() {
    Instant call = activity.calls().isEmpty() ? null : activity.calls().get(0).timestamp();
    Instant run =
        activity.runs().stream()
            .map(r -> r.latest().timestamp())
            .filter(TimeRange.upTo(now)::contains)
            .max(Instant::compareTo)
            .orElse(null);
    return call == null || (run != null && run.isAfter(call)) ? run : call;
  }

  void writeTo(JsonWriter json) {
    List<StoredTrace> calls = statistics.calls();
    json.startObject().text("agent_slug", agentSlug).time("last_seen_at", lastSeen());
    json.flag("quiet", quiet);
    activity.runs().stream().findFirst().ifPresent(run -> writeRun(json, run));
    lastDecision().ifPresent(call -> writeDecision(json, call));
    Coverage.write(json, activity.covered(), activity.complete());
    statistics.writeTo(json, "stats");
    writeToday(json, calls);
    Trend.of(calls).ifPresent(trend -> trend.writeTo(json));
    json.array("series", Series.of(calls), bucket -> bucket.writeTo(json));
    PromptHistory.of(calls).writeSummary(json);
    json.end();
  }

  private void writeToday(JsonWriter json, List<StoredTrace> calls) {
    Instant midnight = now.atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS).toInstant();
    TimeRange today = new TimeRange(midnight, TimeRange.upTo(now).until());
    CallStatistics sum = new CallStatistics();
    calls.stream().filter(call -> today.contains(call.timestamp())).forEach(sum::add);
    boolean complete = activity.complete() || activity.covered().from().isBefore(midnight);
    json.startObject("today")
        .number("count", sum.calls())
        .number("errors", sum.errors())
        .number("unpriced", sum.unpriced())
        .number("spend_usd", sum.costUsd())
        .flag("complete", complete || quiet)
        .end();
  }

  private Optional<StoredTrace> lastDecision() {
    return activity.calls().stream()
        .filter(call -> call.content().decisionSummary() != null)
        .filter(call -> !"".equals(call.content().decisionSummary()))
        .findFirst();
  }

  private static void writeRun(JsonWriter json, StoredRun run) {
    json.startObject("last_run");
    Items.writeFields(json, run);
    json.end();
  }

  private static void writeDecision(JsonWriter json, StoredTrace call) {
    json.startObject("last_decision")
        .text("text", call.content().decisionSummary())
        .time("timestamp", call.timestamp())
        .text("event_id", call.eventId())
        .text("run_id", call.links().runId())
        .text("trace_id", call.links().traceId())
        .end();
  }
}
