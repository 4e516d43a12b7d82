// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import io.github.tracequeue.store.Page;
import io.github.tracequeue.store.PageRequest;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.TableOptions;
import io.github.tracequeue.store.TimeRange;
import io.github.tracequeue.store.TraceQueries;
import io.github.tracequeue.store.TraceQuery;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Reads the stored prompts of an agent. Thread-safe. */
final class EarlierPrompts {

  /** The number of calls to search for one with a prompt. */
  private static final int CALLS = 20;

  private static final int MAX_EXAMINED = 200;

  private final TraceQueries queries;

  EarlierPrompts(DynamoDbClient dynamoDb, TableOptions table, InstantSource clock) {
    queries =
        TraceQueries.create(dynamoDb, table.tableName(), table.shards(), clock, Runnable::run);
  }

  /**
   * The agent's last stored call with a prompt before a time, if it is among the searched calls.
   */
  Optional<StoredTrace> lastBefore(String agentSlug, Instant time) {
    if (!time.isAfter(TimeRange.ALL.from())) {
      return Optional.empty();
    }
    TimeRange before = new TimeRange(TimeRange.ALL.from(), time);
    Page<StoredTrace> calls =
        queries.traces(
            TraceQuery.ofAgent(agentSlug).within(before),
            new PageRequest(CALLS, null, MAX_EXAMINED));
    return calls.items().stream()
        .filter(call -> call.content().promptHash() != null)
        .filter(call -> call.timestamp().isBefore(time))
        .findFirst();
  }
}
