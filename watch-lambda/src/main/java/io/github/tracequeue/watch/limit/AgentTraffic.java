// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch.limit;

import io.github.tracequeue.store.agent.AgentRecord;
import io.github.tracequeue.store.agent.DropReports;
import io.github.tracequeue.store.rollup.Hour;
import io.github.tracequeue.store.rollup.Rollup;
import io.github.tracequeue.store.rollup.RollupKey;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The traffic of one agent, or of all agents together, at one moment. */
public interface AgentTraffic {

  /** {@link #recentCalls} contains all calls that are younger than this. */
  Duration RECENT = Duration.ofMinutes(15);

  /** {@link #recentCalls} contains at least this many calls, of any age. */
  int MIN_RECENT = 20;

  /** The agent, or {@link RollupKey#ALL_AGENTS}. */
  String agentSlug();

  /** When the watch function first saw this agent. The agent can be silent from then on. */
  Instant watchedSince();

  /** When the agent last made a call or ended a run; null if it never did. */
  @Nullable Instant lastActive();

  /** The run with the newest event; null if the agent has no runs. */
  AgentRecord.@Nullable LastRun lastRun();

  /** The calls of the last 15 minutes, and at least the last 20 calls; newest first. */
  List<RecentCall> recentCalls();

  /** The rollups of an hour, by provider and model. */
  SortedMap<RollupKey, Rollup> hour(Hour hour);

  /** The rollups of the days, by provider and model. They include the open hours. */
  SortedMap<RollupKey, Rollup> days(LocalDate first, LocalDate last);

  /** The drops that producers reported since a time; empty for a single agent. */
  List<DropReports.Report> drops(Instant since);
}
