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
import io.github.tracequeue.testkit.DynamoDbLocal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A table of its own, filled through the store that the consumer uses. */
final class TestTable {

  final String name;
  private final Shards shards;
  private final TraceStore store;

  private TestTable(String name, Shards shards) {
    this.name = name;
    this.shards = shards;
    this.store =
        TraceStore.create(
            DynamoDbLocal.client(),
            new TableOptions(name, shards, Duration.ofDays(30)),
            InstantSource.system());
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

  StoredRun run(StoredRun run) {
    store.put(run, new WriteToken("m", run.latest().eventId()));
    return run;
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
    return QueryApi.create(
        new ApiContext(queries(), alarms, clock, Threads.daemons("test-agent-read", 4), streams));
  }
}
