// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli;

import io.github.tracequeue.store.Shards;
import io.github.tracequeue.store.StoredRun;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.StoredTrace.CallCost;
import io.github.tracequeue.store.TableOptions;
import io.github.tracequeue.store.TableSchema;
import io.github.tracequeue.store.TraceStore;
import io.github.tracequeue.store.WriteToken;
import io.github.tracequeue.testkit.DynamoDbLocal;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A table of its own with calls and runs, and the commands that read it. */
public final class StoredCalls {
  private final String table = DynamoDbLocal.newTable(TableSchema::createTableRequest);
  private final TraceStore store =
      TraceStore.create(
          DynamoDbLocal.client(),
          new TableOptions(table, Shards.ONE, Duration.ofDays(30)),
          InstantSource.system());

  /** Runs a command on the table. */
  public CommandRun run(String... arguments) {
    return CommandRun.of(
        List.of(arguments),
        "--table=" + table,
        "--region=eu-west-1",
        "--endpoint-url=" + DynamoDbLocal.endpoint());
  }

  /** The table's name. */
  public String table() {
    return table;
  }

  /** Stores a call. */
  public void call(String agent, Instant time, StoredTrace.TraceLinks links, String decision) {
    String id = UUID.randomUUID().toString();
    store.put(
        new StoredTrace(
            id,
            time,
            agent,
            new StoredTrace.Call(
                "anthropic",
                "claude-haiku-4-5",
                null,
                1_500,
                null,
                false,
                null,
                null,
                null,
                false,
                null),
            new StoredTrace.Tokens(1_000, 200, 0, 0, 0, 0, true),
            CallCost.priced(new BigDecimal("0.002"), "anthropic/claude-haiku-4-5"),
            links,
            new StoredTrace.Content(null, null, decision, false, Map.of()),
            1),
        new WriteToken("w", id));
  }

  /** Stores a call without links. */
  public void call(String agent, Instant time, String decision) {
    call(agent, time, new StoredTrace.TraceLinks(null, null, null, null, null), decision);
  }

  /** Stores a run that has ended. */
  public void run(
      String agent, String runId, Instant start, Instant end, String traceId, @Nullable String of) {
    StoredRun.Event event =
        new StoredRun.Event(StoredRun.Status.SUCCEEDED, end, UUID.randomUUID().toString());
    store.put(
        new StoredRun(
            runId,
            agent,
            event,
            start,
            end,
            new StoredRun.Summary(event, "Done by " + agent + "."),
            traceId,
            of,
            Set.of(event.eventId())),
        new WriteToken("w", event.eventId()));
  }
}
