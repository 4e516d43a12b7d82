// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch.limit;

import io.github.tracequeue.store.StoredRun;
import io.github.tracequeue.store.agent.AgentRecord;
import io.github.tracequeue.store.rollup.RollupKey;
import io.github.tracequeue.watch.limit.Verdict.Reading;
import io.github.tracequeue.watch.limit.Verdict.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An agent that makes no call and ends no run. The start of a run does not count, because the agent
 * may hang in that run.
 */
record SilentLimit(Schedule schedule) implements Limit {

  /** After this time, an agent without a configured schedule is no longer silent. */
  private static final Duration FORGOTTEN = Duration.ofDays(4);

  @Override
  public LimitKind kind() {
    return LimitKind.SILENT;
  }

  @Override
  public String rule() {
    return schedule.text();
  }

  @Override
  public Verdict judge(AgentTraffic traffic, Instant now) {
    if (schedule instanceof Schedule.Every every) {
      Instant since = knownActive(traffic);
      Duration silence = Duration.between(since, now);
      return silence.compareTo(every.lateAfter()) > 0
          ? silent(traffic, silence, every.lateAfter())
          : fine(silence, every.lateAfter());
    }
    if (schedule instanceof Schedule.Calendar calendar) {
      Instant since = knownActive(traffic);
      Instant due = calendar.lastDue(now);
      Duration silence = Duration.between(since, now);
      return due != null && since.isBefore(due)
          ? silent(traffic, silence, Duration.between(due, now))
          : fine(Duration.ZERO, Duration.ofHours(1));
    }
    return judgeUsual(traffic, now);
  }

  /** When the agent was last active, or else when the watch function first saw it. */
  private static Instant knownActive(AgentTraffic traffic) {
    Instant active = traffic.lastActive();
    return active == null ? traffic.watchedSince() : active;
  }

  private static Verdict judgeUsual(AgentTraffic traffic, Instant now) {
    Instant active = traffic.lastActive();
    if (active == null) {
      return Verdict.notJudged("there was no call");
    }
    Duration silence = Duration.between(active, now);
    if (silence.compareTo(Schedule.Usual.LATE_AFTER) <= 0) {
      return fine(silence, Schedule.Usual.LATE_AFTER);
    }
    LocalDate last = LocalDate.ofInstant(active, ZoneOffset.UTC);
    Set<LocalDate> days =
        traffic.days(last.minusDays(Schedule.Usual.DAYS - 1), last).keySet().stream()
            .map(RollupKey::day)
            .collect(Collectors.toSet());
    if (days.size() < Schedule.Usual.DAYS) {
      return Verdict.notJudged("there were not calls on each of seven days");
    }
    return silent(traffic, silence, Schedule.Usual.LATE_AFTER);
  }

  @Override
  public boolean mayBreakBySilence(@Nullable Instant lastActive, Instant now) {
    if (lastActive == null) {
      // The table has the time at which the watch function first saw the agent.
      return !(schedule instanceof Schedule.Usual);
    }
    Duration silence = Duration.between(lastActive, now);
    if (schedule instanceof Schedule.Every every) {
      return silence.compareTo(every.lateAfter()) > 0;
    }
    if (schedule instanceof Schedule.Calendar calendar) {
      Instant due = calendar.lastDue(now);
      return due != null && lastActive.isBefore(due);
    }
    return silence.compareTo(Schedule.Usual.LATE_AFTER) > 0 && silence.compareTo(FORGOTTEN) < 0;
  }

  private static Verdict fine(Duration silence, Duration limit) {
    return Verdict.fine(reading(silence, limit));
  }

  private static Verdict silent(AgentTraffic traffic, Duration silence, Duration limit) {
    Instant active = traffic.lastActive();
    String since =
        active == null
            ? "No call and no finished run so far"
            : "No call and no finished run for "
                + ValueText.duration(silence)
                + ", since "
                + ValueText.time(active);
    return new Verdict(
        Status.BREACHED,
        since + hanging(traffic.lastRun(), active),
        reading(silence, limit),
        null,
        traffic.recentCalls());
  }

  /** The run in which the agent may hang, in words; empty if there is none. */
  private static String hanging(AgentRecord.@Nullable LastRun run, @Nullable Instant active) {
    return run == null
            || run.status() != StoredRun.Status.RUNNING
            || (active != null && !run.timestamp().isAfter(active))
        ? ""
        : "; its run " + run.runId() + " started at " + ValueText.time(run.timestamp());
  }

  private static Reading reading(Duration silence, Duration limit) {
    return Reading.of(hours(silence), hours(limit), "hours");
  }

  private static double hours(Duration duration) {
    return Math.round(duration.toMinutes() / 6.0) / 10.0;
  }
}
