// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store.rollup;

import io.github.tracequeue.store.StoredTrace;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Rollups of calls that are not in the table, as the watch function would have written them: sealed
 * days, and the open hours of today. In this package, because only the watch function writes
 * rollups.
 */
public final class SyntheticRollups {

  private SyntheticRollups() {}

  /** Writes the rollups of calls up to a time, and marks them as complete. */
  public static void write(
      DynamoDbClient dynamoDb, String tableName, Stream<StoredTrace> calls, Instant now) {
    Hour sealable = Hour.of(now.minus(RollupJob.OPEN)).plus(-1);
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    Map<RollupKey, Rollup.Builder> sums = new HashMap<>();
    calls.forEach(
        call -> {
          RollupKey hour = RollupKey.ofHour(call.agentSlug(), call);
          RollupKey key = hour.day().isBefore(today) ? hour.ofDay() : hour;
          sums.computeIfAbsent(key, k -> Rollup.builder()).add(call);
        });
    for (RollupKey key : List.copyOf(sums.keySet())) {
      Rollup ofAgent = sums.getOrDefault(key, Rollup.builder()).build();
      sums.computeIfAbsent(key.ofAllAgents(), k -> Rollup.builder()).add(ofAgent);
    }
    RollupTable table = new RollupTable(dynamoDb, tableName);
    sums.forEach(
        (key, sum) -> {
          Rollup rollup = sum.build();
          if (key.isHour()) {
            table.writeOpen(RollupItem.openHour(key, rollup, rollup), 1);
          } else {
            Hour last = Hour.firstOf(key.day()).plus(23);
            table.writeSealed(
                RollupItem.day(key, rollup, last.compareTo(sealable) < 0 ? last : sealable), 1);
          }
        });
    WatchState state = new WatchState(dynamoDb, tableName);
    state.finish(state.begin(), now.minus(Duration.ofMinutes(10)), 0, now);
    state.sealed(sealable);
  }
}
