// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import io.github.tracequeue.consumer.message.ParsedMessage;
import io.github.tracequeue.consumer.message.ParsedMessage.Producer;
import io.github.tracequeue.store.StoredRun;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.SummingSpans;
import io.github.tracequeue.store.TableOptions;
import io.github.tracequeue.store.agent.AgentRecords;
import io.github.tracequeue.store.agent.DropReports;
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
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * What a batch writes after its events: which hours must be rolled up again, what agents' runs did
 * last, what agents with a budget have spent, and what producers report as dropped. Usually a batch
 * has none of these. Thread-safe.
 */
final class BatchNotes {

  private final LateCalls lateCalls;
  private final AgentRecords records;
  private final Budgets budgets;
  private final DropReports dropReports;
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
    this.dropReports = DropReports.create(dynamoDb, table);
    this.budgets = Budgets.create(dynamoDb, table.tableName());
    this.budgetAgents = Set.copyOf(budgetAgents);
    this.workers = workers;
  }

  /** A write, and the messages that must come again if it fails. */
  private record Note(Callable<Boolean> write, Set<String> messageIds) {}

  /**
   * Writes the notes of a batch whose events were written.
   *
   * @param events the events of the batch that are not rejected
   * @return the ids of the messages that must come again, because a note of them is missing
   */
  Set<String> write(
      List<Delivery> deliveries, List<PlannedWrite> events, Deadline deadline, Failures failures)
      throws InterruptedException {
    List<Note> notes = new ArrayList<>();
    addLateHours(events, notes);
    addRuns(events, notes);
    addSpending(events, notes);
    addDrops(deliveries, notes);
    List<Callable<Boolean>> tasks = notes.stream().map(Note::write).toList();
    Set<String> failedIds = new HashSet<>();
    List<TaskResult<Boolean>> results = workers.run(tasks, deadline, deadline);
    for (int i = 0; i < results.size(); i++) {
      if (!(results.get(i) instanceof TaskResult.Done<Boolean>)) {
        failures.add(results.get(i));
        failedIds.addAll(notes.get(i).messageIds());
      }
    }
    return failedIds;
  }

  private void addLateHours(List<PlannedWrite> events, List<Note> notes) {
    Map<Hour, Set<String>> messageIds = new TreeMap<>();
    for (PlannedWrite event : events) {
      if (event instanceof PlannedWrite.OfTrace planned
          && isInTable(event)
          && lateCalls.isLate(planned.trace().timestamp())) {
        messageIds
            .computeIfAbsent(Hour.of(planned.trace().timestamp()), hour -> new HashSet<>())
            .add(event.messageId());
      }
    }
    messageIds.forEach((hour, ids) -> notes.add(new Note(done(() -> lateCalls.mark(hour)), ids)));
  }

  /** Of each agent the newest event and the newest end; the store leaves what is newer alone. */
  private void addRuns(List<PlannedWrite> events, List<Note> notes) {
    Map<String, PlannedWrite.OfRun> newest = new TreeMap<>();
    Map<String, PlannedWrite.OfRun> newestEnds = new TreeMap<>();
    Map<String, Set<String>> messageIds = new TreeMap<>();
    for (PlannedWrite event : events) {
      if (event instanceof PlannedWrite.OfRun planned && isInTable(event)) {
        String agent = planned.run().agentSlug();
        newest.merge(agent, planned, BatchNotes::later);
        if (planned.run().status() != StoredRun.Status.RUNNING) {
          newestEnds.merge(agent, planned, BatchNotes::later);
        }
        messageIds.computeIfAbsent(agent, a -> new HashSet<>()).add(event.messageId());
      }
    }
    newest.forEach(
        (agent, planned) -> {
          PlannedWrite.OfRun end = newestEnds.get(agent);
          notes.add(
              new Note(
                  done(
                      () -> {
                        records.noteRun(planned.run());
                        if (end != null && end != planned) {
                          records.noteRun(end.run());
                        }
                      }),
                  messageIds.getOrDefault(agent, Set.of())));
        });
  }

  /** A counter that misses a batch is corrected by the watch function: no message comes again. */
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
                            done(() -> budgets.add(agent, day, sum.usd, sum.unpriced)),
                            Set.of()))));
  }

  /** A message's report is one item, however often the message comes. */
  private void addDrops(List<Delivery> deliveries, List<Note> notes) {
    for (Delivery delivery : deliveries) {
      if (delivery.message() instanceof ParsedMessage.Accepted accepted && accepted.dropped() > 0) {
        Producer producer = accepted.producer();
        DropReports.Report report =
            new DropReports.Report(
                delivery.origin().sentAt(),
                delivery.messageId(),
                producer == null ? null : producer.id(),
                accepted.drops());
        notes.add(new Note(done(() -> dropReports.put(report)), Set.of(delivery.messageId())));
      }
    }
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

  private static boolean isInTable(PlannedWrite event) {
    return switch (event.fate()) {
      case STORED, REDELIVERED, DUPLICATE -> true;
      case CONFLICT, SAMPLED_OUT, RESENT, FAILED -> false;
    };
  }

  private static Callable<Boolean> done(Runnable write) {
    return () -> {
      write.run();
      return true;
    };
  }
}
