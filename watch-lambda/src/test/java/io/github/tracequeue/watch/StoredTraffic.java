// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch;

import io.github.tracequeue.store.Shards;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.StoredTrace.Call;
import io.github.tracequeue.store.StoredTrace.CallCost;
import io.github.tracequeue.store.StoredTrace.Content;
import io.github.tracequeue.store.StoredTrace.Tokens;
import io.github.tracequeue.store.StoredTrace.TraceLinks;
import io.github.tracequeue.store.TableOptions;
import io.github.tracequeue.store.TableSchema;
import io.github.tracequeue.store.TraceStore;
import io.github.tracequeue.store.WriteToken;
import io.github.tracequeue.testkit.InProcessDynamoDb;
import io.github.tracequeue.watch.limit.LimitSettings;
import io.github.tracequeue.watch.notice.Notifier;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A table with calls at a constant rate, and a clock that moves from run to run of the watch. */
final class StoredTraffic {
  static final Duration INTERVAL = Duration.ofMinutes(5);
  static final int RUNS_PER_DAY = 288;

  private final DynamoDbClient dynamoDb = InProcessDynamoDb.client();
  private final TableOptions table =
      new TableOptions(
          InProcessDynamoDb.newTable(TableSchema::createTableRequest),
          Shards.ONE,
          Duration.ofDays(30));
  private final TraceStore store = TraceStore.create(dynamoDb, table, () -> this.now);
  private final long callsPerDay;
  private final int agents;
  private Instant now = Instant.parse("2026-11-23T00:00:00Z");
  private long runs;
  private long stored;

  StoredTraffic(long callsPerDay, int agents) {
    this.callsPerDay = callsPerDay;
    this.agents = agents;
  }

  /** Lets an interval pass, in which the agents make their calls. */
  void passInterval() {
    now = now.plus(INTERVAL);
    runs++;
    long first = stored;
    long last = runs * callsPerDay / RUNS_PER_DAY;
    for (; stored < last; stored++) {
      // Spread over the interval.
      Duration age = INTERVAL.multipliedBy(last - stored).dividedBy(last - first + 1);
      store(now.minus(age));
    }
  }

  DynamoDbClient dynamoDb() {
    return dynamoDb;
  }

  /** The watch function with this client, without a receiver of notices. */
  WatchRun watch(DynamoDbClient client) {
    return WatchRun.create(
        client,
        table,
        LimitSettings.defaults(),
        notice -> new Notifier.Delivery(1, List.of()),
        () -> now,
        Runnable::run);
  }

  private void store(Instant time) {
    String id = "e-" + stored;
    store.put(
        new StoredTrace(
            id,
            time,
            "agent-" + stored % agents,
            new Call(null, "m-1", null, 900, null, false, null, null, null, false, null),
            new Tokens(100, 20, 0, 0, 0, 0, true),
            CallCost.priced(new BigDecimal("0.001"), "row"),
            new TraceLinks(null, null, null, null, null),
            new Content("0123456789abcdef", null, "Approved.", false, Map.of()),
            1),
        new WriteToken("m", id));
  }
}
