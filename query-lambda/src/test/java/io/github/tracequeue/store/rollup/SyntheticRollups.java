// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store.rollup;

import io.github.tracequeue.store.StoredTrace;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Rollups of calls that are not in the table, as the watch function would have written them: days,
 * and the hours of the last two months. In this package, because only the watch function writes
 * rollups.
 */
public final class SyntheticRollups {

  /** No page reads older hours. */
  private static final Duration HOURS_KEPT = Duration.ofDays(63);

  private SyntheticRollups() {}

  /** Writes the rollups of calls up to a time, and marks them as complete. */
  public static void write(
      DynamoDbClient dynamoDb, String tableName, Stream<StoredTrace> calls, Instant now) {
    Hour sealed = Hour.of(now.minus(RollupJob.OPEN)).plus(-1);
    Hour oldest = Hour.of(now.minus(HOURS_KEPT));
    Map<RollupKey, Rollup.Builder> sums = new HashMap<>();
    calls.forEach(
        call -> {
          RollupKey key = RollupKey.ofHour(call.agentSlug(), call);
          if (key.hour().compareTo(oldest) >= 0) {
            sums.computeIfAbsent(key, k -> Rollup.builder()).add(call);
          }
          if (key.hour().compareTo(sealed) <= 0) {
            sums.computeIfAbsent(key.ofDay(), k -> Rollup.builder()).add(call);
          }
        });
    for (RollupKey key : List.copyOf(sums.keySet())) {
      Rollup ofAgent = sums.getOrDefault(key, Rollup.builder()).build();
      sums.computeIfAbsent(key.ofAllAgents(), k -> Rollup.builder()).add(ofAgent);
    }
    RollupTable table = new RollupTable(dynamoDb, tableName);
    sums.forEach((key, sum) -> write(table, key, sum.build(), sealed));
    WatchState state = new WatchState(dynamoDb, tableName);
    state.finish(state.begin(), now.minus(Duration.ofMinutes(10)), 0, now);
    state.sealed(sealed);
  }

  private static void write(RollupTable table, RollupKey key, Rollup sum, Hour sealed) {
    if (!key.isHour()) {
      Hour last = Hour.firstOf(key.day()).plus(23);
      table.writeSealed(RollupItem.day(key, sum, last.compareTo(sealed) < 0 ? last : sealed), 1);
    } else if (key.hour().compareTo(sealed) <= 0) {
      table.writeSealed(RollupItem.sealedHour(key, sum), 1);
    } else {
      table.writeOpen(RollupItem.openHour(key, sum, sum), 1);
    }
  }
}
