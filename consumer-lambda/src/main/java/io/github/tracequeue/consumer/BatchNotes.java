// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import io.github.tracequeue.store.StoredRun;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.SummingSpans;
import io.github.tracequeue.store.TableOptions;
import io.github.tracequeue.store.agent.AgentRecords;
import io.github.tracequeue.store.limit.Budgets;
import io.github.tracequeue.store.rollup.Hour;
import io.github.tracequeue.store.rollup.LateCalls;
import io.github.tracequeue.store.rollup.Measure;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Updates of derived items after the events of a batch: the hours that must be rolled up again, the
 * last runs of agents, and the spending of agents with a budget. Most batches need none of them.
 * Thread-safe.
 */
final class BatchNotes {

  private final LateCalls lateCalls;
  private final AgentRecords records;
  private final Budgets budgets;
  private final Set<String> budgetAgents;
  private final Workers workers;

  /**
   * Notes in a table.
   *
   * @param budgetAgents slugs of the agents that have a budget
   */
  BatchNotes(
      DynamoDbClient dynamoDb,
      TableOptions table,
      Set<String> budgetAgents,
      Workers workers,
      InstantSource clock) {
    this.lateCalls = LateCalls.create(dynamoDb, table, clock);
    this.records = AgentRecords.create(dynamoDb, table.tableName(), clock);
    this.budgets = Budgets.create(dynamoDb, table.tableName());
    this.budgetAgents = Set.copyOf(budgetAgents);
    this.workers = workers;
  }

  /** An update, and the events that are unfinished without it. */
  private record Note(Runnable write, List<PlannedWrite> events) {}

  /**
   * Writes the notes of a batch whose events were written.
   *
   * @return the stored events that are unfinished, because a note failed
   */
  Set<PlannedWrite> write(List<PlannedWrite> events, Deadline deadline, Failures failures)
      throws InterruptedException {
    // The message of the first copy determines when all copies are finished.
    List<PlannedWrite> stored =
        events.stream().filter(event -> !event.isCopy() && event.fate().isInTable()).toList();
    List<Note> notes = new ArrayList<>();
    addLateHours(stored, notes);
    addRuns(stored, notes);
    addSpending(stored, notes);
    List<Callable<Boolean>> tasks =
        notes.stream().map(note -> Executors.callable(note.write(), true)).toList();
    Set<PlannedWrite> unfinished = new HashSet<>();
    List<TaskResult<Boolean>> results =
        workers.run(
            tasks, deadline.earlierBy(AwsClients.WRITE_TIME), deadline, Failures::isThrottling);
    for (int i = 0; i < results.size(); i++) {
      if (!(results.get(i) instanceof TaskResult.Done<Boolean>)) {
        failures.add(results.get(i));
        unfinished.addAll(notes.get(i).events());
      }
    }
    return unfinished;
  }

  private void addLateHours(List<PlannedWrite> stored, List<Note> notes) {
    Map<Hour, List<PlannedWrite>> late = new TreeMap<>();
    for (PlannedWrite event : stored) {
      if (event instanceof PlannedWrite.OfTrace planned
          && lateCalls.isLate(planned.trace().timestamp())) {
        late.computeIfAbsent(Hour.of(planned.trace().timestamp()), hour -> new ArrayList<>())
            .add(event);
      }
    }
    late.forEach((hour, events) -> notes.add(new Note(() -> lateCalls.mark(hour), events)));
  }

  /** The newest event and the newest end of each agent. The store ignores older ones. */
  private void addRuns(List<PlannedWrite> stored, List<Note> notes) {
    Map<String, PlannedWrite.OfRun> newest = new TreeMap<>();
    Map<String, PlannedWrite.OfRun> newestEnds = new TreeMap<>();
    Map<String, List<PlannedWrite>> ofAgent = new TreeMap<>();
    for (PlannedWrite event : stored) {
      if (event instanceof PlannedWrite.OfRun planned) {
        String agent = planned.run().agentSlug();
        newest.merge(agent, planned, BatchNotes::later);
        if (planned.run().status() != StoredRun.Status.RUNNING) {
          newestEnds.merge(agent, planned, BatchNotes::later);
        }
        ofAgent.computeIfAbsent(agent, a -> new ArrayList<>()).add(event);
      }
    }
    newest.forEach(
        (agent, planned) -> {
          PlannedWrite.OfRun end = newestEnds.get(agent);
          Runnable write =
              () -> {
                records.noteRun(planned.run());
                if (end != null && end != planned) {
                  records.noteRun(end.run());
                }
              };
          notes.add(new Note(write, ofAgent.getOrDefault(agent, List.of())));
        });
  }

  /** The watch function corrects a counter that misses a batch. */
  private void addSpending(List<PlannedWrite> events, List<Note> notes) {
    if (budgetAgents.isEmpty()) {
      return;
    }
    List<StoredTrace> stored = new ArrayList<>();
    for (PlannedWrite event : events) {
      if (event instanceof PlannedWrite.OfTrace planned
          && event.fate() == EventFate.STORED
          && budgetAgents.contains(planned.trace().agentSlug())) {
        stored.add(planned.trace());
      }
    }
    Map<String, Map<LocalDate, Spending>> spent = new TreeMap<>();
    for (StoredTrace call : SummingSpans.leavesOf(stored)) {
      LocalDate day = LocalDate.ofInstant(call.timestamp(), ZoneOffset.UTC);
      spent
          .computeIfAbsent(call.agentSlug(), agent -> new TreeMap<>())
          .merge(day, Spending.of(call), Spending::plus);
    }
    spent.forEach(
        (agent, days) ->
            days.forEach(
                (day, sum) ->
                    notes.add(
                        new Note(
                            () -> budgets.add(agent, day, sum.usd, sum.unpriced), List.of()))));
  }

  /** What calls cost, and how many have no known cost. */
  private record Spending(BigDecimal usd, long unpriced) {

    static Spending of(StoredTrace call) {
      return new Spending(Measure.COST_USD.of(call), Measure.UNPRICED.of(call).longValue());
    }

    Spending plus(Spending other) {
      return new Spending(usd.add(other.usd), unpriced + other.unpriced);
    }
  }

  private static PlannedWrite.OfRun later(PlannedWrite.OfRun a, PlannedWrite.OfRun b) {
    return time(b).isAfter(time(a)) ? b : a;
  }

  private static Instant time(PlannedWrite.OfRun planned) {
    return planned.run().latest().timestamp();
  }
}
