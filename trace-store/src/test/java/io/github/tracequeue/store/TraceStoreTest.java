// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import static io.github.tracequeue.store.Traces.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.store.StoredTrace.CallCost;
import io.github.tracequeue.store.StoredTrace.Content;
import io.github.tracequeue.testkit.DynamoDbLocal;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class TraceStoreTest {

  private static final WriteToken TOKEN = new WriteToken("message-1", "a1");

  private final DynamoDbClient client = DynamoDbLocal.client();
  private final String table = DynamoDbLocal.newTable(TableSchema::createTableRequest);
  private final TraceStore store = storeAt(NOON, Shards.ONE);

  @Test
  void put_newEvent_isReadBackAsItWas() {
    StoredTrace full = Traces.full(id(), NOON);
    StoredTrace minimal = Traces.minimal(id(), NOON.plusMillis(1));

    assertThat(store.put(full, TOKEN)).isEqualTo(WriteOutcome.INSERTED);
    assertThat(store.put(minimal, TOKEN)).isEqualTo(WriteOutcome.INSERTED);

    assertThat(reader(Shards.ONE).traces(NOON, NOON.plusSeconds(1))).containsExactly(full, minimal);
  }

  @Test
  void put_newEvent_hasTheKeysOfTheExistingTables() {
    StoredTrace trace = Traces.full("019a0000-0000-7000-8000-000000000001", NOON);

    store.put(trace, TOKEN);

    String sk = "2026-11-23T12:00:00.000Z#019a0000-0000-7000-8000-000000000001";
    assertThat(items())
        .singleElement()
        .satisfies(
            item ->
                assertThat(item)
                    .containsEntry("PK", AttributeValue.fromS("TYPE#llm_trace"))
                    .containsEntry("SK", AttributeValue.fromS(sk))
                    .containsEntry("GSI1PK", AttributeValue.fromS("AGENT#security"))
                    .containsEntry("GSI1SK", AttributeValue.fromS(sk))
                    .containsEntry(
                        "GSI2PK", AttributeValue.fromS("TRACE#4bf92f3577b34da6a3ce929d0e0e4736"))
                    .containsEntry("GSI2SK", AttributeValue.fromS(sk))
                    .containsEntry(
                        "ttl",
                        AttributeValue.fromN(
                            Long.toString(NOON.plus(Duration.ofDays(30)).getEpochSecond()))));
  }

  @Test
  void put_sameTokenAgain_isOwnRetry() {
    StoredTrace trace = Traces.minimal(id(), NOON);
    store.put(trace, TOKEN);

    assertThat(store.put(trace, TOKEN)).isEqualTo(WriteOutcome.OWN_RETRY);
  }

  @Test
  void put_sameMessageInALaterInvocation_isRedelivery() {
    StoredTrace trace = Traces.minimal(id(), NOON);
    store.put(trace, TOKEN);

    assertThat(store.put(trace, new WriteToken("message-1", "a2")))
        .isEqualTo(WriteOutcome.REDELIVERY);
  }

  @Test
  void put_sameEventInAnotherMessage_isProducerDuplicate() {
    StoredTrace trace = Traces.full(id(), NOON);
    store.put(trace, TOKEN);
    // What the consumer adds may differ: another price book, another key.
    StoredTrace again =
        Traces.withContent(
            Traces.withCost(trace, CallCost.unpriced("unknown_model")),
            new Content(
                "ffffffffffffffff", "k2", "Merged the pull request.", true, Map.of("team", "x")));

    assertThat(store.put(again, new WriteToken("message-10", "a1")))
        .isEqualTo(WriteOutcome.PRODUCER_DUPLICATE);
  }

  @Test
  void put_otherEventOfTheSameKey_isConflictAndTheFirstStays() {
    StoredTrace trace = Traces.minimal(id(), NOON);
    store.put(trace, TOKEN);

    WriteOutcome outcome =
        store.put(Traces.withModel(trace, "gpt-5"), new WriteToken("message-2", "a1"));

    assertThat(outcome).isEqualTo(WriteOutcome.CONFLICT);
    assertThat(reader(Shards.ONE).traces(NOON, NOON.plusSeconds(1))).containsExactly(trace);
  }

  @Test
  void put_otherReportedCost_isConflict() {
    StoredTrace trace =
        Traces.withCost(
            Traces.minimal(id(), NOON), CallCost.providerReported(new BigDecimal("0.10")));
    store.put(trace, TOKEN);
    WriteToken other = new WriteToken("message-2", "a1");

    assertThat(store.put(trace, other)).isEqualTo(WriteOutcome.PRODUCER_DUPLICATE);
    assertThat(
            store.put(
                Traces.withCost(trace, CallCost.providerReported(new BigDecimal("0.11"))), other))
        .isEqualTo(WriteOutcome.CONFLICT);
  }

  @Test
  void put_otherPromptUnderTheSameKey_isConflict() {
    StoredTrace trace = Traces.full(id(), NOON);
    store.put(trace, TOKEN);
    StoredTrace other =
        Traces.withContent(
            trace,
            new Content(
                "ffffffffffffffff", "k1", "Merged the pull request.", true, Map.of("team", "x")));

    assertThat(store.put(other, new WriteToken("message-2", "a1")))
        .isEqualTo(WriteOutcome.CONFLICT);
  }

  @Test
  void put_keyOfAnExpiredItem_isInserted() {
    StoredTrace trace = Traces.minimal(id(), NOON);
    store.put(trace, TOKEN);
    Instant later = NOON.plus(Duration.ofDays(31));

    assertThat(storeAt(later, Shards.ONE).put(trace, new WriteToken("message-2", "a1")))
        .isEqualTo(WriteOutcome.INSERTED);
  }

  @Test
  void put_withShards_spreadsTheKeysAndFindsItsOwn() {
    Shards shards = new Shards(4);
    TraceStore sharded = storeAt(NOON, shards);
    List<StoredTrace> traces =
        IntStream.range(0, 40).mapToObj(i -> Traces.minimal(id(), NOON.plusMillis(i))).toList();

    traces.forEach(trace -> assertThat(sharded.put(trace, TOKEN)).isEqualTo(WriteOutcome.INSERTED));

    assertThat(traces)
        .allSatisfy(
            trace -> assertThat(sharded.put(trace, TOKEN)).isEqualTo(WriteOutcome.OWN_RETRY));
    assertThat(items().stream().map(item -> new ItemReader(item).text("PK")).distinct())
        .containsExactlyInAnyOrder(
            "TYPE#llm_trace", "TYPE#llm_trace#1", "TYPE#llm_trace#2", "TYPE#llm_trace#3");
    assertThat(reader(shards).traces(NOON, NOON.plusSeconds(1))).containsExactlyElementsOf(traces);
  }

  @Test
  void put_typicalEvent_staysUnderOneKilobyte() {
    WriteToken token = new WriteToken(id(), "0123456789abcdef");
    store.put(Traces.typical(id(), NOON), token);

    assertThat(items())
        .singleElement()
        .satisfies(item -> assertThat(ItemSize.of(item)).isBetween(900, 1024));
  }

  private List<Map<String, AttributeValue>> items() {
    return client.scan(request -> request.tableName(table)).items();
  }

  private TraceStore storeAt(Instant now, Shards shards) {
    return TraceStore.create(
        client, new TableOptions(table, shards, Duration.ofDays(30)), InstantSource.fixed(now));
  }

  private TraceReader reader(Shards shards) {
    return TraceReader.create(client, table, shards, InstantSource.fixed(NOON));
  }

  private static String id() {
    return UUID.randomUUID().toString();
  }
}
