// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.store.AgentActivity;
import io.github.tracequeue.store.AgentList;
import io.github.tracequeue.store.Concurrently;
import io.github.tracequeue.store.StoredRun;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.TimeRange;
import io.github.tracequeue.store.agent.AgentRecord;
import io.github.tracequeue.store.agent.AgentRecord.LastCall;
import io.github.tracequeue.store.agent.AgentRecord.LastDecision;
import io.github.tracequeue.store.agent.AgentRecord.LastRun;
import io.github.tracequeue.store.agent.AgentRecords;
import io.github.tracequeue.store.limit.Budgets;
import io.github.tracequeue.store.limit.LimitState;
import io.github.tracequeue.store.limit.LimitStates;
import io.github.tracequeue.store.rollup.RollupKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the facts about agents: from their records, rollups, limits and budgets, or from calls on a
 * table without rollups. For one response.
 */
final class AgentReader {

  /** The number of newest items that are read for an agent without a record. */
  private static final int NEWEST_ITEMS = 50;

  private final ApiContext context;
  private final SumReader sums;
  private final Period period;
  private final Instant now;
  private final Months.Bounds months;
  private final LimitStates limits;
  private final Budgets budgets;

  AgentReader(ApiContext context, SumReader sums, Period period, Instant now) {
    this.context = context;
    this.sums = sums;
    this.period = period;
    this.now = now;
    this.months = Months.Bounds.at(now);
    this.limits = LimitStates.create(sums.reads(), context.tableName());
    this.budgets = Budgets.create(sums.reads(), context.tableName());
  }

  /**
   * The facts about agents.
   *
   * @param allAgents whether the list has all agents
   * @param covered the sums of all of them together
   * @param monthsComplete whether the sums of the months have all calls
   */
  record Found(
      List<AgentFacts> agents, boolean allAgents, PeriodSums covered, boolean monthsComplete) {}

  Found all() {
    if (sums.freshness().hasRun()) {
      return ofRollups(SelectedCalls.ALL, sums.agents());
    }
    AgentList known = context.queries().agents();
    sums.addCost(known.cost());
    return ofCalls(SelectedCalls.ALL, known.slugs(), known.complete());
  }

  Found one(String agentSlug) {
    SelectedCalls selection = SelectedCalls.ofAgent(agentSlug);
    if (!sums.freshness().hasRun()) {
      return ofCalls(selection, List.of(agentSlug), true);
    }
    AgentRecord record =
        AgentRecords.create(sums.reads(), context.tableName(), context.clock())
            .get(agentSlug)
            .orElse(AgentRecord.unknown(agentSlug));
    return ofRollups(selection, List.of(record));
  }

  private Found ofRollups(SelectedCalls selection, List<AgentRecord> records) {
    boolean monthsComplete = sums.freshness().gap(months.lastStart(), now) == null;
    if (period.step() == Step.MINUTE) {
      PeriodSums calls = sums.calls(selection, period, period.before().from());
      Map<String, List<Sum>> byAgent = byAgent(calls);
      return new Found(
          Concurrently.map(
              records,
              record -> ofRollups(record, byAgent.getOrDefault(record.agentSlug(), List.of())),
              context.executor()),
          true,
          calls,
          monthsComplete);
    }
    List<AgentFacts> agents = Concurrently.map(records, this::ofRollups, context.executor());
    List<Sum> all = new ArrayList<>();
    agents.forEach(agent -> all.addAll(agent.sums()));
    return new Found(
        agents, true, PeriodSums.ofRollups(all, period, sums.freshness()), monthsComplete);
  }

  private AgentFacts ofRollups(AgentRecord record) {
    String agent = record.agentSlug();
    Instant start = period.before().from();
    Instant tomorrow = tomorrow();
    if (period.step() == Step.DAY
        && !start.isAfter(tomorrow)
        && !period.until().isBefore(months.lastStart())) {
      // The period touches the months, so one read serves both.
      List<Sum> days =
          sums.rollups(
              agent,
              Instants.earlier(start, months.lastStart()),
              Instants.later(period.until(), tomorrow),
              Step.DAY);
      return facts(record, days, days);
    }
    return ofRollups(record, sums.rollups(agent, start, period.until(), period.step()));
  }

  private AgentFacts ofRollups(AgentRecord record, List<Sum> inPeriod) {
    List<Sum> days = sums.rollups(record.agentSlug(), months.lastStart(), tomorrow(), Step.DAY);
    return facts(record, inPeriod, days);
  }

  private AgentFacts facts(AgentRecord record, List<Sum> inPeriod, List<Sum> days) {
    String agent = record.agentSlug();
    List<Sum> hours =
        months.lastDay().isBefore(months.lastEnd())
            ? sums.rollups(agent, months.lastDay(), months.lastEnd(), Step.HOUR)
            : List.of();
    return new AgentFacts(
        record,
        inPeriod.stream().filter(this::isInPeriods).toList(),
        Months.of(days, hours, months, now),
        record.breached().isEmpty() ? List.of() : openLimits(agent),
        budget(agent));
  }

  private Found ofCalls(SelectedCalls selection, List<String> slugs, boolean allAgents) {
    Instant start = Instants.earlier(period.before().from(), months.lastStart());
    PeriodSums all = sums.calls(selection, period, start);
    Map<String, List<Sum>> byAgent = byAgent(all);
    List<AgentFacts> agents =
        Concurrently.map(
            slugs,
            agent -> ofCalls(agent, byAgent.getOrDefault(agent, List.of())),
            context.executor());
    return new Found(
        agents.stream().filter(agent -> agent.lastSeen() != null).toList(),
        allAgents,
        all,
        !all.back().isAfter(months.lastStart()));
  }

  private AgentFacts ofCalls(String agent, List<Sum> found) {
    return new AgentFacts(
        newest(agent),
        found.stream().filter(this::isInPeriods).toList(),
        Months.of(found, found, months, now),
        openLimits(agent),
        budget(agent));
  }

  private static Map<String, List<Sum>> byAgent(PeriodSums sums) {
    return sums.sums().stream().collect(Collectors.groupingBy(Sum::agentSlug));
  }

  private Instant tomorrow() {
    return months.today().plus(Step.DAY.width());
  }

  /** The latest activity of an agent without a record. */
  private AgentRecord newest(String agent) {
    AgentActivity activity = context.queries().activity(agent, TimeRange.upTo(now), NEWEST_ITEMS);
    sums.addCost(activity.cost());
    List<StoredTrace> calls = activity.calls();
    StoredTrace decided = calls.stream().filter(AgentRecords::hasDecision).findFirst().orElse(null);
    StoredRun run =
        activity.runs().stream()
            .filter(one -> TimeRange.upTo(now).contains(one.latest().timestamp()))
            .max(Comparator.comparing(one -> one.latest().timestamp()))
            .orElse(null);
    Instant runEnd =
        activity.runs().stream()
            .filter(one -> one.status() != StoredRun.Status.RUNNING)
            .map(one -> one.latest().timestamp())
            .max(Comparator.naturalOrder())
            .orElse(null);
    return new AgentRecord(
        agent,
        calls.isEmpty() ? null : LastCall.of(calls.get(0)),
        decided == null ? null : LastDecision.of(decided),
        run == null ? null : LastRun.of(run),
        runEnd,
        Set.of());
  }

  private List<LimitState> openLimits(String agent) {
    return limits.of(agent).values().stream()
        .filter(LimitState::isOpen)
        .sorted(Comparator.comparing(LimitState::kind))
        .toList();
  }

  /** The open limits of all agents together. */
  List<LimitState> limitsOfAll() {
    return openLimits(RollupKey.ALL_AGENTS);
  }

  private Budgets.@Nullable Shown budget(String agent) {
    return budgets.show(agent, now).orElse(null);
  }

  private boolean isInPeriods(Sum sum) {
    return period.contains(sum.start()) || period.before().contains(sum.start());
  }
}
