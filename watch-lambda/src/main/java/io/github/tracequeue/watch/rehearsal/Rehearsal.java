// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch.rehearsal;

import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.SummingSpans;
import io.github.tracequeue.store.limit.LimitState;
import io.github.tracequeue.store.rollup.RollupKey;
import io.github.tracequeue.watch.limit.Change;
import io.github.tracequeue.watch.limit.Judgement;
import io.github.tracequeue.watch.limit.Limit;
import io.github.tracequeue.watch.limit.LimitKind;
import io.github.tracequeue.watch.limit.LimitSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Evaluates the limits over recorded calls, in the steps of the watch function. Each call counts
 * from its timestamp on, as if it had been stored immediately. Runs and dropped events are not part
 * of a recording.
 */
public final class Rehearsal {

  /** The schedule of the watch function. */
  private static final Duration STEP = Duration.ofMinutes(5);

  private final LimitSettings settings;
  private final Instant start;
  private final Map<String, RecordedAgent> agents = new TreeMap<>();
  private final Map<String, Map<String, LimitState>> states = new HashMap<>();
  private final SortedMap<String, Map<LimitKind, LimitHistory.Builder>> histories = new TreeMap<>();

  private Rehearsal(LimitSettings settings, Instant start) {
    this.settings = settings;
    this.start = start;
    for (String slug : settings.listedAgents()) {
      agent(slug);
    }
    agent(RollupKey.ALL_AGENTS);
  }

  /**
   * The result of a rehearsal.
   *
   * @param calls the number of recorded calls
   * @param from the time of the first call
   * @param until the time of the last call
   * @param histories the history of each limit, by agent and kind
   */
  public record Report(long calls, Instant from, Instant until, List<LimitHistory> histories) {

    public Report {
      histories = List.copyOf(histories);
    }
  }

  /**
   * Runs a rehearsal.
   *
   * @throws IllegalArgumentException if there are no calls
   */
  public static Report of(Collection<StoredTrace> recorded, LimitSettings settings) {
    List<StoredTrace> calls =
        SummingSpans.leavesOf(List.copyOf(recorded)).stream().sorted(StoredTrace.BY_TIME).toList();
    if (calls.isEmpty()) {
      throw new IllegalArgumentException("there are no calls");
    }
    Instant first = calls.get(0).timestamp();
    Instant last = calls.get(calls.size() - 1).timestamp();
    Rehearsal rehearsal = new Rehearsal(settings, first);
    int next = 0;
    Instant now = first;
    while (now.isBefore(last)) {
      now = now.plus(STEP);
      int end = next;
      while (end < calls.size() && !calls.get(end).timestamp().isAfter(now)) {
        end++;
      }
      rehearsal.step(calls.subList(next, end), now);
      next = end;
    }
    if (next < calls.size()) {
      rehearsal.step(calls.subList(next, calls.size()), now.plus(STEP));
    }
    return new Report(calls.size(), first, last, rehearsal.histories(now));
  }

  private void step(List<StoredTrace> calls, Instant now) {
    Map<String, RecordedAgent> due = new TreeMap<>();
    for (StoredTrace call : calls) {
      RecordedAgent agent = agent(call.agentSlug());
      agent.add(call);
      due.put(call.agentSlug(), agent);
      agent(RollupKey.ALL_AGENTS).add(call);
    }
    agents.forEach(
        (slug, agent) -> {
          if (isOpen(slug) || mayBeSilent(agent, now)) {
            due.put(slug, agent);
          }
        });
    due.put(RollupKey.ALL_AGENTS, agent(RollupKey.ALL_AGENTS));
    due.values().forEach(agent -> judge(agent, now));
  }

  private void judge(RecordedAgent agent, Instant now) {
    agent.moveTo(now);
    String slug = agent.agentSlug();
    Map<String, LimitState> ofAgent = states.computeIfAbsent(slug, s -> new HashMap<>());
    for (Judgement judgement : Judgement.of(limits(slug), ofAgent, agent, now)) {
      histories
          .computeIfAbsent(slug, s -> new TreeMap<>())
          .computeIfAbsent(
              judgement.limit().kind(), kind -> new LimitHistory.Builder(slug, judgement))
          .add(judgement, now);
      Change change = judgement.change();
      if (change != null) {
        ofAgent.put(change.state().kind(), change.state());
      }
    }
  }

  private List<Limit> limits(String slug) {
    List<Limit> limits =
        slug.equals(RollupKey.ALL_AGENTS) ? settings.ofAllAgents() : settings.of(slug);
    return limits.stream().filter(limit -> limit.kind() != LimitKind.DROPS).toList();
  }

  private boolean isOpen(String slug) {
    return states.getOrDefault(slug, Map.of()).values().stream().anyMatch(LimitState::isOpen);
  }

  private boolean mayBeSilent(RecordedAgent agent, Instant now) {
    return limits(agent.agentSlug()).stream()
        .anyMatch(limit -> limit.mayBreakBySilence(agent.lastActive(), now));
  }

  private RecordedAgent agent(String slug) {
    return agents.computeIfAbsent(slug, s -> new RecordedAgent(s, start));
  }

  private List<LimitHistory> histories(Instant end) {
    List<LimitHistory> all = new ArrayList<>();
    histories
        .values()
        .forEach(ofAgent -> ofAgent.values().forEach(history -> all.add(history.build(end))));
    return all;
  }
}
