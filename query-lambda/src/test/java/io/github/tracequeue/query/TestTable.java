// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.store.Shards;
import io.github.tracequeue.store.StoredRun;
import io.github.tracequeue.store.StoredRun.Event;
import io.github.tracequeue.store.StoredRun.Status;
import io.github.tracequeue.store.StoredRun.Summary;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.TableOptions;
import io.github.tracequeue.store.TableSchema;
import io.github.tracequeue.store.TraceQueries;
import io.github.tracequeue.store.TraceStore;
import io.github.tracequeue.store.WriteToken;
import io.github.tracequeue.store.agent.AgentRecords;
import io.github.tracequeue.store.limit.Budgets;
import io.github.tracequeue.store.limit.LimitState;
import io.github.tracequeue.store.limit.LimitState.Level;
import io.github.tracequeue.store.limit.LimitStates;
import io.github.tracequeue.store.rollup.RollupJob;
import io.github.tracequeue.store.rollup.RollupKey;
import io.github.tracequeue.store.rollup.SyntheticRollups;
import io.github.tracequeue.testkit.DynamoDbLocal;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** A table of its own, filled through the store that the consumer uses. */
final class TestTable {

  final String name;
  private final Shards shards;
  private final TableOptions options;
  private final TraceStore store;
  private final List<StoredTrace> calls = new ArrayList<>();

  private TestTable(String name, Shards shards) {
    this.name = name;
    this.shards = shards;
    this.options = new TableOptions(name, shards, Duration.ofDays(30));
    this.store = TraceStore.create(DynamoDbLocal.client(), options, InstantSource.system());
  }

  static TestTable empty() {
    return withShards(1);
  }

  static TestTable withShards(int count) {
    return new TestTable(
        DynamoDbLocal.newTable(TableSchema::createTableRequest), new Shards(count));
  }

  Shards shards() {
    return shards;
  }

  StoredTrace put(StoredTrace call) {
    store.put(call, new WriteToken("m", call.eventId()));
    calls.add(call);
    return call;
  }

  StoredRun run(
      String agent,
      String runId,
      Status status,
      Instant started,
      @Nullable Instant ended,
      @Nullable String summary,
      @Nullable String traceId,
      @Nullable String parentRunId) {
    Event event = new Event(status, ended == null ? started : ended, UUID.randomUUID().toString());
    StoredRun run =
        new StoredRun(
            runId,
            agent,
            event,
            started,
            ended,
            summary == null ? null : new Summary(event, summary),
            traceId,
            parentRunId,
            Set.of(event.eventId()));
    return run(run);
  }

  /** Stores a run as the consumer does. */
  StoredRun run(StoredRun run) {
    store.put(run, new WriteToken("m", run.latest().eventId()));
    AgentRecords.create(DynamoDbLocal.client(), name, InstantSource.system()).noteRun(run);
    return run;
  }

  /** Writes rollups and records of agents as the watch function does. */
  void watch(Instant now) {
    AgentRecords records = AgentRecords.create(DynamoDbLocal.client(), name, () -> now);
    Map<String, StoredTrace> newest = new HashMap<>();
    RollupJob.create(DynamoDbLocal.client(), options, () -> now, Runnable::run)
        .run(
            call -> newest.merge(call.agentSlug(), call, BinaryOperator.maxBy(StoredTrace.BY_TIME)),
            () -> true);
    newest.values().forEach(records::noteCall);
  }

  /** Writes the same for a month of calls in less time. */
  void watchMonth(Instant now) {
    AgentRecords records = AgentRecords.create(DynamoDbLocal.client(), name, () -> now);
    SyntheticRollups.write(DynamoDbLocal.client(), name, calls.stream(), now);
    calls.stream().sorted(StoredTrace.BY_TIME).forEach(records::noteCall);
  }

  /** Changes the state of a limit as the watch function does. */
  void limit(String agentSlug, String kind, Level level, Instant since, String summary) {
    LimitStates states = LimitStates.create(DynamoDbLocal.client(), name);
    LimitState before = states.of(agentSlug).get(kind);
    states.change(
        new LimitState(
            agentSlug,
            kind,
            level,
            since,
            summary,
            null,
            null,
            true,
            since,
            before == null ? 1 : before.version() + 1));
    if (!agentSlug.equals(RollupKey.ALL_AGENTS)) {
      AgentRecords.create(DynamoDbLocal.client(), name, InstantSource.system())
          .noteBreached(agentSlug, level == Level.OK ? Set.of() : Set.of(kind));
    }
  }

  /** Sets the budget of an agent and what it spent, as consumer and watch function do. */
  void budget(String agentSlug, Instant now, String spent, String limit) {
    Budgets budgets = Budgets.create(DynamoDbLocal.client(), name);
    LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
    budgets.correct(
        budgets.get(agentSlug, day), new BigDecimal(spent), 0, new BigDecimal(limit), now);
  }

  TraceQueries queries() {
    return TraceQueries.create(
        DynamoDbLocal.client(),
        name,
        shards,
        InstantSource.system(),
        Threads.daemons("test-shard-read", 16));
  }

  QueryApi api() {
    return api(AlarmSource.NONE, true, InstantSource.system());
  }

  QueryApi api(AlarmSource alarms, boolean streams, InstantSource clock) {
    return QueryApi.create(context(alarms, streams, clock));
  }

  ApiContext context(AlarmSource alarms, boolean streams, InstantSource clock) {
    return new ApiContext(
        DynamoDbLocal.client(),
        name,
        queries(),
        alarms,
        clock,
        Threads.daemons("test-agent-read", 4),
        streams);
  }
}
