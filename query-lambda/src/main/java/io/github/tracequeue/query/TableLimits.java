// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.store.agent.AgentRecords;
import io.github.tracequeue.store.limit.LimitState;
import io.github.tracequeue.store.limit.LimitStates;
import io.github.tracequeue.store.rollup.RollupKey;
import io.github.tracequeue.store.rollup.Rollups;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The limits that are breached, as the watch function keeps them in the table. Thread-safe. */
public final class TableLimits implements AlarmSource {

  private final AgentRecords records;
  private final LimitStates states;
  private final Rollups rollups;

  private TableLimits(DynamoDbClient dynamoDb, String table, InstantSource clock) {
    this.records = AgentRecords.create(dynamoDb, table, clock);
    this.states = LimitStates.create(dynamoDb, table);
    this.rollups = Rollups.create(dynamoDb, table);
  }

  /** Over a client that the caller closes. */
  public static TableLimits create(DynamoDbClient dynamoDb, String table, InstantSource clock) {
    return new TableLimits(dynamoDb, table, clock);
  }

  @Override
  public AlarmReport current() {
    try {
      if (rollups.progress().asOf() == null) {
        // The watch function has never run on this table.
        return AlarmReport.unknown();
      }
      return AlarmReport.of(states.open(records.all()).stream().map(TableLimits::alarm).toList());
    } catch (SdkException e) {
      return AlarmReport.unreadable("The table: " + e.getMessage());
    }
  }

  private static ListedAlarm alarm(LimitState state) {
    @Nullable String agent =
        state.agentSlug().equals(RollupKey.ALL_AGENTS) ? null : state.agentSlug();
    return new ListedAlarm(
        RollupKey.agentName(state.agentSlug()) + ": " + state.kind(),
        ListedAlarm.State.ALARM,
        state.since(),
        state.summary(),
        agent,
        "docs/operations.md#" + state.kind());
  }
}
