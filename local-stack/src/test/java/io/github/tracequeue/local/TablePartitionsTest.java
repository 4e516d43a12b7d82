// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.store.Shards;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.TableOptions;
import io.github.tracequeue.store.TableSchema;
import io.github.tracequeue.store.TraceStore;
import io.github.tracequeue.store.WriteToken;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;

/**
 * What one second of events does to DynamoDB's partitions, with the keys that the store really
 * chooses: one hash key takes 1,000 writes a second, in the table and in each index alike, and a
 * hot key of an index throttles the writes to the table.
 */
final class TablePartitionsTest {
  private static final int WRITES_OF_A_KEY = 1_000;
  private static final int EVENTS = 40_000;
  private static final int AGENTS = 40;
  private static final Instant SECOND = Instant.parse("2026-11-23T12:00:00Z");

  /** As docs/scaling.md has them. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8, 16, 32, 64, 128})
  void put_aSecondOfEvents_spreadsEvenlyOverTheShards(int shards) {
    HottestKeys table = new HottestKeys();
    TraceStore store =
        TraceStore.create(
            table,
            new TableOptions("t", new Shards(shards), Duration.ofDays(30)),
            InstantSource.fixed(SECOND));
    SplittableRandom random = new SplittableRandom(shards);
    String traceId = "";
    for (int i = 0; i < EVENTS; i++) {
      if (i % 5 == 0) {
        traceId = "%016x%016x".formatted(random.nextLong(), random.nextLong());
      }
      store.put(trace(random, traceId), new WriteToken(UUID.randomUUID().toString(), "attempt"));
    }

    int ofTable = table.hottest(TableSchema.PK);
    int ofAgents = table.hottest(TableSchema.GSI1PK);
    int ofTraces = table.hottest(TableSchema.GSI2PK);
    // What an even spread by chance gives: four standard deviations above the mean at most.
    double mean = (double) EVENTS / shards;
    assertThat((double) ofTable).isBetween(mean, mean + 4 * Math.sqrt(mean));
    // One agent's share is never above all agents': the agents' index does not throttle first.
    assertThat(ofAgents).isLessThanOrEqualTo(ofTable);
    assertThat(ofTraces).isEqualTo(5);
    System.out.printf(
        Locale.ROOT,
        "| %d | %d | %,d | %,d |%n",
        shards,
        Math.round((double) EVENTS / ofTable * WRITES_OF_A_KEY),
        Math.round((double) EVENTS / ofAgents * WRITES_OF_A_KEY),
        Math.round((double) EVENTS / ofTraces * WRITES_OF_A_KEY));
  }

  /** A call as the client dates and names it: UUIDv7, and a few agents that make most calls. */
  private static StoredTrace trace(SplittableRandom random, String traceId) {
    Instant timestamp = SECOND.plusMillis(random.nextInt(1_000));
    UUID id =
        new UUID(
            timestamp.toEpochMilli() << 16 | 0x7000 | random.nextInt(1 << 12),
            random.nextLong() >>> 2 | Long.MIN_VALUE);
    // The agent of rank n makes 1/n as many calls as the first.
    int agent = (int) Math.pow(AGENTS, random.nextDouble());
    return new StoredTrace(
        id.toString(),
        timestamp,
        "agent-" + agent,
        new StoredTrace.Call("anthropic", "m", null, 1, null, false, null, null, null, false, null),
        new StoredTrace.Tokens(1, 1, 0, 0, 0, 0, true),
        StoredTrace.CallCost.priced(BigDecimal.ONE, "row"),
        new StoredTrace.TraceLinks(null, traceId, null, null, null),
        new StoredTrace.Content(null, null, null, false, Map.of()),
        1);
  }

  /** A table that only counts the writes of each key. */
  private static final class HottestKeys implements DynamoDbClient {
    private final Map<String, Map<String, Integer>> writes = new HashMap<>();

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
      count(TableSchema.PK, request);
      count(TableSchema.GSI1PK, request);
      count(TableSchema.GSI2PK, request);
      return PutItemResponse.builder().build();
    }

    int hottest(String attribute) {
      return writes.getOrDefault(attribute, Map.of()).values().stream()
          .mapToInt(Integer::intValue)
          .max()
          .orElse(0);
    }

    private void count(String attribute, PutItemRequest request) {
      AttributeValue key = request.item().get(attribute);
      if (key != null) {
        writes.computeIfAbsent(attribute, name -> new HashMap<>()).merge(key.s(), 1, Integer::sum);
      }
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }
}
