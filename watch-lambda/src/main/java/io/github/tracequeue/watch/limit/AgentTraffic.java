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

/** What one agent did, or all agents together, as it is known at one moment. */
public interface AgentTraffic {

  /** Calls younger than this are all among the recent ones. */
  Duration RECENT = Duration.ofMinutes(15);

  /** So many calls are among the recent ones, however old they are. */
  int MIN_RECENT = 20;

  /** The agent, or {@link RollupKey#ALL_AGENTS}. */
  String agentSlug();

  /** When somebody began to look at this agent: it can be missed from then on. */
  Instant watchedSince();

  /** When it last made a call or ended a run; null where it never did. */
  @Nullable Instant lastActive();

  /** The run whose event is the newest; null where it has no runs. */
  AgentRecord.@Nullable LastRun lastRun();

  /** The newest first: those of the last 15 minutes, and at least 20 where it has made so many. */
  List<RecentCall> recentCalls();

  /** An hour by model. */
  SortedMap<RollupKey, Rollup> hour(Hour hour);

  /** Days by model, the hours that are still open among them. */
  SortedMap<RollupKey, Rollup> days(LocalDate first, LocalDate last);

  /** What producers reported as dropped since a time; only of all agents together. */
  List<DropReports.Report> drops(Instant since);
}
