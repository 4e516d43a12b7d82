// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch;

import io.github.tracequeue.store.agent.AgentRecord;
import io.github.tracequeue.store.agent.AgentRecords;
import io.github.tracequeue.store.limit.LimitState;
import io.github.tracequeue.store.limit.LimitState.Level;
import io.github.tracequeue.store.limit.LimitStates;
import io.github.tracequeue.store.rollup.RollupKey;
import io.github.tracequeue.watch.limit.AgentTraffic;
import io.github.tracequeue.watch.limit.Change;
import io.github.tracequeue.watch.limit.Judgement;
import io.github.tracequeue.watch.limit.Limit;
import io.github.tracequeue.watch.limit.LimitKind;
import io.github.tracequeue.watch.limit.LimitSettings;
import io.github.tracequeue.watch.limit.RecentCall;
import io.github.tracequeue.watch.notice.Notice;
import io.github.tracequeue.watch.notice.Notifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Evaluates the limits of the agents that have new calls, may be silent, or have a breached limit,
 * and sends a notice for each change. The state is written before the notice is sent, and again
 * after it.
 */
public final class LimitStep {

  /**
   * After this time, a later run sends a notice that the run which found the change did not send.
   */
  private static final Duration RESEND_AFTER = Duration.ofMinutes(10);

  private final LimitSettings settings;
  private final LimitStates states;
  private final AgentRecords records;
  private final Notifier notifier;

  LimitStep(LimitSettings settings, LimitStates states, AgentRecords records, Notifier notifier) {
    this.settings = settings;
    this.states = states;
    this.records = records;
    this.notifier = notifier;
  }

  /**
   * The result of a run.
   *
   * @param agentsJudged the number of agents whose limits were evaluated
   * @param limitsBreached the number of breached limits, without silent agents
   * @param agentsOverdue the number of silent agents
   * @param noticesSent the number of notices sent to at least one target
   * @param failures the reason for each notice that a target did not accept
   */
  public record Result(
      int agentsJudged,
      int limitsBreached,
      int agentsOverdue,
      int noticesSent,
      List<String> failures) {}

  /** Provides the traffic of an agent. */
  interface TrafficSource {
    AgentTraffic of(AgentRecord record, Instant watchedSince);
  }

  /**
   * Evaluates the limits.
   *
   * @param changedAgents the agents with new calls
   */
  Result run(
      List<AgentRecord> known, Set<String> changedAgents, TrafficSource traffic, Instant now) {
    Map<String, AgentRecord> agents = new HashMap<>();
    for (String slug : settings.listedAgents()) {
      agents.put(slug, AgentRecord.unknown(slug));
    }
    known.forEach(record -> agents.put(record.agentSlug(), record));
    agents.remove(RollupKey.ALL_AGENTS);
    Run run = new Run(traffic, now);
    for (AgentRecord record : agents.values()) {
      if (changedAgents.contains(record.agentSlug())
          || !record.breached().isEmpty()
          || run.mayBeSilent(record)) {
        run.judge(record, settings.of(record.agentSlug()));
      }
    }
    run.judge(AgentRecord.unknown(RollupKey.ALL_AGENTS), settings.ofAllAgents());
    return run.result();
  }

  private final class Run {

    private final TrafficSource traffic;
    private final Instant now;
    private final List<String> failures = new ArrayList<>();
    private int agentsJudged;
    private int limitsBreached;
    private int agentsOverdue;
    private int noticesSent;

    Run(TrafficSource traffic, Instant now) {
      this.traffic = traffic;
      this.now = now;
    }

    Result result() {
      return new Result(agentsJudged, limitsBreached, agentsOverdue, noticesSent, failures);
    }

    /** Whether the limits of an agent without new calls must be evaluated. */
    boolean mayBeSilent(AgentRecord record) {
      return settings.of(record.agentSlug()).stream()
          .anyMatch(limit -> limit.mayBreakBySilence(record.lastActive(), now));
    }

    void judge(AgentRecord record, List<Limit> limits) {
      Map<String, LimitState> before = states.of(record.agentSlug());
      LimitState silence = before.get(LimitKind.SILENT.id());
      AgentTraffic seen = traffic.of(record, silence == null ? now : silence.since());
      Map<String, LimitState> after = new HashMap<>(before);
      List<PendingNotice> notices = new ArrayList<>();
      for (Judgement judgement : Judgement.of(limits, before, seen, now)) {
        LimitKind kind = judgement.limit().kind();
        Change change = judgement.change();
        if (change == null && isUnsent(judgement.before())) {
          change = Change.repeat(judgement.before(), now);
        }
        if (change != null) {
          after.put(kind.id(), change.state());
          notices.add(new PendingNotice(judgement.limit(), change, judgement.verdict().calls()));
        } else if (kind == LimitKind.SILENT && silence == null && record.lastActive() == null) {
          // Store the time: the agent can be silent from now on.
          states.change(judgement.before().next(now));
        }
      }
      endThoseWithoutALimit(before, limits, after);
      Set<String> open = open(after);
      // Before the notices, so that later runs evaluate the agent until the breach is over.
      noteBreached(record, union(record.breached(), open), record.breached());
      notices.forEach(notice -> after.put(notice.limit.kind().id(), carryOut(notice)));
      noteBreached(record, open(after), union(record.breached(), open));
      count(after);
    }

    /** Ends the breach of a limit that was removed from the settings, without a notice. */
    private void endThoseWithoutALimit(
        Map<String, LimitState> before, List<Limit> limits, Map<String, LimitState> after) {
      Set<String> kinds = new TreeSet<>();
      limits.forEach(limit -> kinds.add(limit.kind().id()));
      before.forEach(
          (kind, state) -> {
            if (state.isOpen() && !kinds.contains(kind)) {
              LimitState over = state.over(now);
              states.change(over);
              after.put(kind, over);
            }
          });
    }

    private boolean isUnsent(LimitState state) {
      return !state.notified()
          && Duration.between(state.changedAt(), now).compareTo(RESEND_AFTER) >= 0;
    }

    /** Writes the change and sends its notice; returns the state that is then in the table. */
    private LimitState carryOut(PendingNotice pending) {
      LimitState state = pending.change.state();
      if (!states.change(state) || pending.change.news() == null) {
        return state;
      }
      Notifier.Delivery delivery =
          notifier.send(
              new Notice(pending.limit.kind(), state, pending.limit.rule(), pending.calls));
      noticesSent += delivery.sent();
      failures.addAll(delivery.failures());
      if (!delivery.isDone()) {
        return state;
      }
      LimitState notified = state.notified(now);
      states.change(notified);
      return notified;
    }

    private void noteBreached(AgentRecord record, Set<String> breached, Set<String> before) {
      boolean isAgent = !record.agentSlug().equals(RollupKey.ALL_AGENTS);
      if (isAgent && !breached.equals(before)) {
        records.noteBreached(record.agentSlug(), breached);
      }
    }

    private void count(Map<String, LimitState> after) {
      agentsJudged++;
      for (LimitState state : after.values()) {
        if (state.level() == Level.BREACHED) {
          if (state.kind().equals(LimitKind.SILENT.id())) {
            agentsOverdue++;
          } else {
            limitsBreached++;
          }
        }
      }
    }
  }

  /** A change to write, with the calls that explain it. */
  private record PendingNotice(Limit limit, Change change, List<RecentCall> calls) {}

  private static Set<String> open(Map<String, LimitState> states) {
    Set<String> open = new TreeSet<>();
    states.forEach(
        (kind, state) -> {
          if (state.isOpen() || !state.notified()) {
            open.add(kind);
          }
        });
    return open;
  }

  private static Set<String> union(Set<String> a, Set<String> b) {
    Set<String> union = new TreeSet<>(a);
    union.addAll(b);
    return union;
  }
}
