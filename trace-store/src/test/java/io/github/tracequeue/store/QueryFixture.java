// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import static io.github.tracequeue.store.Traces.NOON;

import io.github.tracequeue.store.StoredTrace.Call;
import io.github.tracequeue.store.StoredTrace.CallCost;
import io.github.tracequeue.store.StoredTrace.Content;
import io.github.tracequeue.store.StoredTrace.Tokens;
import io.github.tracequeue.store.StoredTrace.TraceLinks;
import io.github.tracequeue.testkit.DynamoDbLocal;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A table of its own with a writer and a reader, at noon. */
final class QueryFixture {

  static final InstantSource CLOCK = InstantSource.fixed(NOON);

  final String table;
  final TraceStore store;
  final TraceQueries queries;
  private long ids;

  private QueryFixture(String table, int shards, InstantSource readersClock) {
    this.table = table;
    this.store =
        TraceStore.create(
            DynamoDbLocal.client(),
            new TableOptions(table, new Shards(shards), Duration.ofDays(30)),
            CLOCK);
    this.queries =
        TraceQueries.create(
            DynamoDbLocal.client(),
            table,
            new Shards(shards),
            readersClock,
            ForkJoinPool.commonPool());
  }

  static QueryFixture withShards(int shards) {
    return new QueryFixture(DynamoDbLocal.newTable(TableSchema::createTableRequest), shards, CLOCK);
  }

  static QueryFixture over(String table) {
    return new QueryFixture(table, 1, CLOCK);
  }

  /** The same table, read and written with another number of shards. */
  QueryFixture resharded(int shards) {
    return new QueryFixture(table, shards, CLOCK);
  }

  QueryFixture readAt(Instant now) {
    return new QueryFixture(table, 1, InstantSource.fixed(now));
  }

  StoredTrace call(String agent, Instant timestamp) {
    return call(agent, timestamp, null, null);
  }

  StoredTrace call(
      String agent, Instant timestamp, @Nullable String runId, @Nullable String traceId) {
    StoredTrace trace =
        new StoredTrace(
            nextId(),
            timestamp,
            agent,
            new Call(null, "m-1", null, 1200, null, false, null, null, null, false, null),
            new Tokens(100, 20, 0, 0, 0, 0, true),
            CallCost.priced(new BigDecimal("0.01"), "row-1"),
            new TraceLinks(runId, traceId, null, null, null),
            new Content(null, null, null, false, Map.of()),
            1);
    return put(trace);
  }

  StoredTrace put(StoredTrace trace) {
    store.put(trace, new WriteToken("m", trace.eventId()));
    return trace;
  }

  StoredRun run(String agent, String runId, @Nullable String traceId, @Nullable String parent) {
    StoredRun run =
        new StoredRun(
            runId,
            agent,
            new StoredRun.Event(StoredRun.Status.RUNNING, NOON, nextId()),
            null,
            null,
            null,
            traceId,
            parent,
            Set.of("e"));
    store.put(run, new WriteToken("m", runId));
    return run;
  }

  String nextId() {
    return new UUID(0x019a_0000_0000_7000L, ids++).toString();
  }

  /** Every item of a list, page by page. */
  static <T> List<T> all(Function<Optional<Cursor>, Page<T>> list) {
    List<T> items = new ArrayList<>();
    Optional<Cursor> cursor = Optional.empty();
    do {
      Page<T> page = list.apply(cursor);
      items.addAll(page.items());
      cursor = page.next();
    } while (cursor.isPresent());
    return items;
  }

  static PageRequest request(Optional<Cursor> cursor, int limit) {
    return new PageRequest(limit, cursor.orElse(null), PageRequest.DEFAULT_MAX_EXAMINED);
  }
}
