// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import io.github.tracequeue.store.TableReads.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Finds the items of a trace or a run. */
final class TraceLookups {

  private static final int MAX_EXAMINED = 50_000;
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);
  private static final Duration LONGEST_RUN = Duration.ofDays(1);

  private final TableReads table;

  TraceLookups(TableReads table) {
    this.table = table;
  }

  TraceLookup trace(String traceId, TimeRange window) {
    try {
      return byIndex(traceId);
    } catch (DynamoDbException e) {
      if (!isMissingIndex(e)) {
        throw e;
      }
    }
    return byWindow(traceId, window);
  }

  RunLookup run(String runId, @Nullable String agentSlug, @Nullable TimeRange window) {
    Found<List<StoredRun>> found = runs(runId);
    StoredRun run =
        found.value.stream()
            .filter(any -> agentSlug == null || any.agentSlug().equals(agentSlug))
            .max(Comparator.comparing(any -> any.latest().timestamp()))
            .orElse(null);
    String owner = run == null ? agentSlug : run.agentSlug();
    List<String> others =
        found.value.stream()
            .map(StoredRun::agentSlug)
            .filter(slug -> !slug.equals(owner))
            .distinct()
            .sorted()
            .toList();
    TimeRange range = window != null ? window : timeOf(runId, run);
    FilterExpression.Builder condition =
        TraceFilter.ofRun(runId).addTo(FilterExpression.notExpiredAt(table.now()));
    Place place = Place.traces();
    if (owner != null && !owner.isEmpty()) {
      place = Place.agent(owner);
      condition.ofType(TableSchema.tracePk(0));
    }
    DescendingRead read = read(place, range, condition.build());
    ReadCost cost = found.cost.plus(read.cost());
    boolean complete = isComplete(read);
    Map<String, StoredTrace> calls = new LinkedHashMap<>();
    read.items().stream().map(TraceItem::read).forEach(call -> calls.put(call.eventId(), call));
    List<StoredRun> children = new ArrayList<>();
    if (run != null && run.traceId() != null) {
      TraceLookup trace = trace(run.traceId(), range);
      cost = cost.plus(trace.cost());
      complete &= trace.complete();
      // The calls of other agents may belong to the run too, unless these agents have a run with
      // that id.
      trace.calls().stream()
          .filter(call -> runId.equals(call.links().runId()))
          .filter(call -> !others.contains(call.agentSlug()))
          .forEach(call -> calls.put(call.eventId(), call));
      trace.runs().stream()
          .filter(child -> runId.equals(child.parentRunId()))
          .forEach(children::add);
    }
    return new RunLookup(
        run,
        others,
        calls.values().stream().sorted(StoredTrace.BY_TIME).toList(),
        children,
        range,
        complete,
        cost);
  }

  private record Found<T>(T value, ReadCost cost) {}

  /** The runs with this id, at most one for each agent. */
  private Found<List<StoredRun>> runs(String runId) {
    ReadCost cost = ReadCost.NONE;
    int first = table.shards().of(runId);
    for (int i = 0; i < table.shards().count(); i++) {
      // The run may have been written when there were fewer shards.
      int shard = (first + i) % table.shards().count();
      Found<List<StoredRun>> found = runs(runId, shard);
      cost = cost.plus(found.cost);
      if (!found.value.isEmpty()) {
        return new Found<>(found.value, cost);
      }
    }
    return new Found<>(List.of(), cost);
  }

  private Found<List<StoredRun>> runs(String runId, int shard) {
    FilterExpression condition = FilterExpression.notExpiredAt(table.now()).build();
    // Start at the id itself, which is the full sort key of items from other writers.
    KeyRange keys = new KeyRange(runId, TableSchema.runSk(runId, "\uffff"));
    List<StoredRun> runs = new ArrayList<>();
    ReadCost cost = ReadCost.NONE;
    QueryRequest.Builder request = table.query(Place.runs(), shard, keys, condition).toBuilder();
    Map<String, AttributeValue> rest;
    do {
      QueryResponse response = table.dynamoDb().query(request.build());
      cost = cost.plus(ReadCost.of(response.consumedCapacity(), response.scannedCount()));
      // This id can be the prefix of another run's id.
      response.items().stream()
          .map(RunItem::read)
          .filter(run -> run.runId().equals(runId))
          .forEach(runs::add);
      rest = response.lastEvaluatedKey();
      request.exclusiveStartKey(rest);
    } while (!rest.isEmpty() && cost.examined() < MAX_EXAMINED);
    return new Found<>(runs, cost);
  }

  private TimeRange timeOf(String runId, @Nullable StoredRun run) {
    Instant now = table.now();
    Instant start = run == null ? null : run.startedAt();
    int separator = runId.indexOf('#');
    if (start == null && separator > 0) {
      start = ItemReader.parse(runId.substring(0, separator));
    }
    if (start != null && !TimeRange.ALL.contains(start)) {
      // There can be no calls, and years after 9999 do not sort as text.
      start = null;
    }
    Instant end = run == null ? null : run.endedAt();
    if (end == null && run != null && run.status() != StoredRun.Status.RUNNING) {
      end = run.latest().timestamp();
    }
    if (start == null) {
      start = (end == null ? now : end).minus(LONGEST_RUN);
    }
    if (end == null) {
      Instant latest = start.plus(LONGEST_RUN);
      end = run != null && now.isBefore(latest) ? now : latest;
    }
    Instant until = end.isBefore(start) ? start : end;
    return new TimeRange(start.minus(CLOCK_SKEW), until.plus(CLOCK_SKEW));
  }

  private TraceLookup byIndex(String traceId) {
    List<StoredTrace> calls = new ArrayList<>();
    List<StoredRun> runs = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    FilterExpression condition = FilterExpression.notExpiredAt(table.now()).build();
    QueryRequest.Builder request =
        table
            .query(TableSchema.GSI2PK, TableSchema.traceIndexPk(traceId), condition)
            .indexName(TableSchema.GSI2)
            .scanIndexForward(true)
            .limit(TraceLookup.MAX_ITEMS);
    ReadCost cost = ReadCost.NONE;
    Map<String, AttributeValue> rest;
    do {
      QueryResponse response = table.dynamoDb().query(request.build());
      cost = cost.plus(ReadCost.of(response.consumedCapacity(), response.scannedCount()));
      for (Map<String, AttributeValue> item : response.items()) {
        if (AgentActivity.isOfType(ShardTail.text(item, TableSchema.PK), TableSchema.runPk(0))) {
          runs.add(RunItem.read(item));
        } else if (seen.add(ShardTail.text(item, TableSchema.SK))) {
          // A call can exist twice if it was redelivered after the number of shards was raised.
          calls.add(TraceItem.read(item));
        }
      }
      rest = response.lastEvaluatedKey();
      request.exclusiveStartKey(rest);
    } while (!rest.isEmpty() && cost.examined() < TraceLookup.MAX_ITEMS);
    calls.sort(StoredTrace.BY_TIME);
    return new TraceLookup(calls, runs, rest.isEmpty(), null, cost);
  }

  private TraceLookup byWindow(String traceId, TimeRange window) {
    FilterExpression condition =
        FilterExpression.notExpiredAt(table.now())
            .equal(TableSchema.GSI2PK, TableSchema.traceIndexPk(traceId))
            .build();
    DescendingRead calls = read(Place.traces(), window, condition);
    DescendingRead runs = read(Place.runs(), window, condition);
    return new TraceLookup(
        calls.items().stream().map(TraceItem::read).sorted(StoredTrace.BY_TIME).toList(),
        runs.items().stream().map(RunItem::read).toList(),
        isComplete(calls) && isComplete(runs),
        window,
        calls.cost().plus(runs.cost()));
  }

  private DescendingRead read(Place place, TimeRange window, FilterExpression condition) {
    DescendingRead read = new DescendingRead(MAX_EXAMINED);
    read.read(
        table.tails(place, window.sortKeys(), condition),
        TraceLookup.MAX_ITEMS,
        null,
        true,
        table.executor());
    return read;
  }

  private static boolean isComplete(DescendingRead read) {
    return read.stoppedAt() == null && read.items().size() < TraceLookup.MAX_ITEMS;
  }

  private static boolean isMissingIndex(DynamoDbException e) {
    return e.awsErrorDetails() != null
        && "ValidationException".equals(e.awsErrorDetails().errorCode())
        && Objects.requireNonNullElse(e.awsErrorDetails().errorMessage(), "").contains("index");
  }
}
