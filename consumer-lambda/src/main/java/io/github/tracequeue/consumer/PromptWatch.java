// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.StoredTrace.Content;
import io.github.tracequeue.store.TimeRange;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/**
 * Detects the calls with which the prompt of a watched agent changed. The process keeps the newest
 * prompt of each agent, and reads it from the table if it has not seen the agent yet. Thread-safe.
 */
final class PromptWatch {

  /**
   * The time that a batch waits for the reads; an agent whose read takes longer counts as unknown.
   */
  private static final Duration READ_TIME = Duration.ofSeconds(1);

  private static final Comparator<PlannedWrite.OfTrace> BY_TIME =
      Comparator.comparing(planned -> planned.trace().timestamp());

  private final Set<String> agents;
  private final EarlierPrompts earlierPrompts;
  private final Workers workers;
  private final InstantSource clock;
  private final Map<String, StoredTrace> newest = new HashMap<>();

  /**
   * Creates a watch without known prompts.
   *
   * @param agents slugs of the watched agents
   * @param earlierPrompts reads stored prompts
   */
  PromptWatch(
      Set<String> agents, EarlierPrompts earlierPrompts, Workers workers, InstantSource clock) {
    this.agents = Set.copyOf(agents);
    this.earlierPrompts = earlierPrompts;
    this.workers = workers;
    this.clock = clock;
  }

  /**
   * The earlier prompts of the agents of a batch that this process has not seen. Unknown agents are
   * absent.
   */
  Map<String, StoredTrace> earlier(List<PlannedWrite> events, Deadline end)
      throws InterruptedException {
    if (agents.isEmpty()) {
      return Map.of();
    }
    List<StoredTrace> firsts = new ArrayList<>();
    synchronized (newest) {
      watched(events)
          .forEach(
              (agent, calls) -> {
                if (!newest.containsKey(agent)) {
                  firsts.add(calls.get(0).trace());
                }
              });
    }
    Map<String, StoredTrace> earlier = new HashMap<>();
    if (firsts.isEmpty()) {
      return earlier;
    }
    List<Callable<Optional<StoredTrace>>> reads = new ArrayList<>();
    for (StoredTrace first : firsts) {
      reads.add(() -> earlierPrompts.lastBefore(first.agentSlug(), first.timestamp()));
    }
    Deadline enough = end.within(READ_TIME);
    for (TaskResult<Optional<StoredTrace>> result : workers.run(reads, enough, enough)) {
      // After a failed read, at most one change is not reported; the batch does not fail.
      if (result instanceof TaskResult.Done<Optional<StoredTrace>> done) {
        done.value().ifPresent(trace -> earlier.put(trace.agentSlug(), trace));
      }
    }
    return earlier;
  }

  /**
   * The stored calls of a batch whose prompt differs from that of the previous call.
   *
   * @param earlier the result of {@link #earlier} before the batch was written
   */
  List<StoredTrace> changes(List<PlannedWrite> events, Map<String, StoredTrace> earlier) {
    if (agents.isEmpty()) {
      return List.of();
    }
    List<PlannedWrite> inTable = events.stream().filter(event -> event.fate().isInTable()).toList();
    List<StoredTrace> changes = new ArrayList<>();
    synchronized (newest) {
      watched(inTable)
          .forEach(
              (agent, calls) -> {
                StoredTrace last = newest.get(agent);
                if (last == null) {
                  last = earlier.getOrDefault(agent, calls.get(0).trace());
                }
                newest.put(agent, follow(calls, last, changes));
              });
    }
    return changes;
  }

  /** Collects the changes of an agent's calls and returns the newest call. */
  private static StoredTrace follow(
      List<PlannedWrite.OfTrace> calls, StoredTrace before, List<StoredTrace> changes) {
    StoredTrace last = before;
    for (PlannedWrite.OfTrace planned : calls) {
      StoredTrace call = planned.trace();
      // A late call must not count as a change back.
      if (call.timestamp().isAfter(last.timestamp())) {
        // Calls that an earlier delivery stored were counted by it.
        if (planned.fate() == EventFate.STORED && isOtherPrompt(last, call)) {
          changes.add(call);
        }
        last = call;
      }
    }
    return last;
  }

  /**
   * The watched calls with a prompt by agent, in chronological order. Calls with a future time are
   * excluded, because they would count as the newest until that time and hide all changes before
   * it.
   */
  private Map<String, List<PlannedWrite.OfTrace>> watched(List<PlannedWrite> events) {
    TimeRange upToNow = TimeRange.upTo(clock.instant());
    Map<String, List<PlannedWrite.OfTrace>> calls = new TreeMap<>();
    for (PlannedWrite event : events) {
      if (event instanceof PlannedWrite.OfTrace planned
          && agents.contains(planned.trace().agentSlug())
          && planned.trace().content().promptHash() != null
          && upToNow.contains(planned.trace().timestamp())) {
        calls.computeIfAbsent(planned.trace().agentSlug(), agent -> new ArrayList<>()).add(planned);
      }
    }
    calls.values().forEach(ofAgent -> ofAgent.sort(BY_TIME));
    return calls;
  }

  /** Hashes with different keys differ even for the same prompt. */
  private static boolean isOtherPrompt(StoredTrace before, StoredTrace call) {
    Content earlier = before.content();
    Content later = call.content();
    return Objects.equals(earlier.promptHashKey(), later.promptHashKey())
        && !Objects.equals(earlier.promptHash(), later.promptHash());
  }
}
