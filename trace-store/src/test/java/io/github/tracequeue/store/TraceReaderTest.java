// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import static io.github.tracequeue.store.Traces.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.testkit.DynamoDbLocal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class TraceReaderTest {

  private static final WriteToken TOKEN = new WriteToken("message-1", "a1");

  private final DynamoDbClient client = DynamoDbLocal.client();
  private final String table = DynamoDbLocal.newTable(TableSchema::createTableRequest);
  private final TraceStore store =
      TraceStore.create(
          client,
          new TableOptions(table, Shards.ONE, Duration.ofDays(30)),
          InstantSource.fixed(NOON));

  @Test
  void traces_aWindow_includesItsStartAndNotItsEnd() {
    StoredTrace before = put(NOON.minusMillis(1));
    StoredTrace first = put(NOON);
    StoredTrace last = put(NOON.plusMillis(9));
    StoredTrace after = put(NOON.plusMillis(10));

    assertThat(readerAt(NOON).traces(NOON, NOON.plusMillis(10)))
        .containsExactly(first, last)
        .doesNotContain(before, after);
  }

  @Test
  void traces_expiredItems_areLeftOut() {
    put(NOON);

    assertThat(readerAt(NOON.plus(Duration.ofDays(31))).traces(NOON, NOON.plusSeconds(1)))
        .isEmpty();
  }

  @Test
  void run_expired_isAbsent() {
    store.put(Traces.run("r1", "e1", StoredRun.Status.RUNNING, NOON, null), TOKEN);

    assertThat(readerAt(NOON).run("cto", "r1")).isPresent();
    assertThat(readerAt(NOON).run("cto", "r2")).isEmpty();
    assertThat(readerAt(NOON).runs().map(StoredRun::runId)).containsExactly("r1");
    assertThat(readerAt(NOON.plus(Duration.ofDays(31))).run("cto", "r1")).isEmpty();
    assertThat(readerAt(NOON.plus(Duration.ofDays(31))).runs()).isEmpty();
  }

  @Test
  void traces_itemOfAnotherWriter_isReadAsFarAsItGoes() {
    client.putItem(
        request ->
            request
                .tableName(table)
                .item(
                    Map.of(
                        "PK", AttributeValue.fromS("TYPE#llm_trace"),
                        "SK", AttributeValue.fromS("2026-11-23T12:00:00.000Z#abc"),
                        "model", AttributeValue.fromS("gpt-5"))));

    assertThat(readerAt(NOON).traces(NOON, NOON.plusSeconds(1)))
        .singleElement()
        .satisfies(
            trace -> {
              assertThat(trace.eventId()).isEqualTo("abc");
              assertThat(trace.timestamp()).isEqualTo(NOON);
              assertThat(trace.call().model()).isEqualTo("gpt-5");
              assertThat(trace.cost().status()).isEqualTo(StoredTrace.CostStatus.UNPRICED);
            });
  }

  private StoredTrace put(Instant timestamp) {
    StoredTrace trace = Traces.minimal(UUID.randomUUID().toString(), timestamp);
    store.put(trace, TOKEN);
    return trace;
  }

  private TraceReader readerAt(Instant now) {
    return TraceReader.create(client, table, Shards.ONE, InstantSource.fixed(now));
  }
}
