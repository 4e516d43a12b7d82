// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.github.tracequeue.store.Shards;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.StoredTrace.Call;
import io.github.tracequeue.store.StoredTrace.CallCost;
import io.github.tracequeue.store.StoredTrace.Content;
import io.github.tracequeue.store.StoredTrace.Lineage;
import io.github.tracequeue.store.StoredTrace.Tokens;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What a day of the watch function uses of DynamoDB. */
final class WatchCapacityTest {
  private static final Duration INTERVAL = Duration.ofMinutes(5);

  private final DynamoDbClient dynamoDb = InProcessDynamoDb.client();
  private final TableOptions table =
      new TableOptions(
          InProcessDynamoDb.newTable(TableSchema::createTableRequest),
          Shards.ONE,
          Duration.ofDays(30));
  private Instant now = Instant.parse("2026-11-23T00:00:00Z");

  /** The numbers of WatchUsage in the module operations, which the bill is computed from. */
  @ParameterizedTest(name = "{0} calls of {1} agents a day: {2} read and {3} write units")
  @CsvSource({"0, 4, 288, 648", "10, 4, 952, 748", "100, 4, 3086, 1412", "100, 40, 3238, 1420"})
  void day_ofCalls_usesTheUnitsOfTheBill(
      int callsPerDay, int agents, double readUnits, double writeUnits) {
    CapacityCounter counter = new CapacityCounter(dynamoDb);
    WatchRun idle = watch(dynamoDb);
    WatchRun counted = watch(counter.counted());
    int made = 0;
    for (int run = 1; run <= 2 * 288; run++) {
      now = now.plus(INTERVAL);
      for (; made * 288 < run * callsPerDay; made++) {
        store("agent-" + made % agents, made);
      }
      (run <= 288 ? idle : counted).run(() -> true);
    }

    assertThat(counter.readUnits()).isCloseTo(readUnits, withinPercentage(5));
    assertThat(counter.writeUnits()).isCloseTo(writeUnits, withinPercentage(5));
  }

  private WatchRun watch(DynamoDbClient client) {
    return WatchRun.create(
        client,
        table,
        LimitSettings.defaults(),
        notice -> new Notifier.Delivery(1, List.of()),
        () -> now,
        Runnable::run);
  }

  private void store(String agent, int number) {
    TraceStore.create(dynamoDb, table, () -> now)
        .put(
            new StoredTrace(
                "e-" + number,
                now.minusSeconds(60),
                agent,
                new Call(null, "m-1", null, 900, null, false, null, null, null, false, null),
                new Tokens(100, 20, 0, 0, 0, 0, true),
                CallCost.priced(new BigDecimal("0.001"), "row"),
                new Lineage(null, null, null, null, null),
                new Content("0123456789abcdef", null, "Approved.", false, Map.of()),
                1),
            new WriteToken("m", "e-" + number));
  }
}
