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
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The prompts that the table holds of an agent. Safe for any number of threads. */
final class EarlierPrompts {

  /** How many calls are looked at for one that has a prompt. */
  private static final int CALLS = 20;

  private static final int MAX_EXAMINED = 200;

  /** Made for the first look: most functions watch no agent. */
  private final Supplier<TraceQueries> queries;

  EarlierPrompts(DynamoDbClient dynamoDb, TableOptions table, InstantSource clock) {
    queries =
        Lazy.of(
            () ->
                TraceQueries.create(
                    dynamoDb, table.tableName(), table.shards(), clock, Runnable::run));
  }

  /** The agent's last stored call with a prompt before a time, as far as a short look shows it. */
  Optional<StoredTrace> lastBefore(String agentSlug, Instant time) {
    if (!time.isAfter(TimeRange.ALL.from())) {
      return Optional.empty();
    }
    TimeRange before = new TimeRange(TimeRange.ALL.from(), time);
    Page<StoredTrace> calls =
        queries
            .get()
            .traces(
                TraceQuery.ofAgent(agentSlug).within(before),
                new PageRequest(CALLS, null, MAX_EXAMINED));
    return calls.items().stream()
        .filter(call -> call.content().promptHash() != null)
        .filter(call -> call.timestamp().isBefore(time))
        .findFirst();
  }
}
