// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Reads what {@link TraceStore} wrote; expired items that DynamoDB has not removed yet are left
 * out. Thread-safe. A failure of the table is thrown as the SDK throws it.
 */
public final class TraceReader {

  private static final String NOT_EXPIRED = "attribute_not_exists(#ttl) OR #ttl >= :now";

  private final DynamoDbClient dynamoDb;
  private final String tableName;
  private final Shards shards;
  private final InstantSource clock;

  private TraceReader(
      DynamoDbClient dynamoDb, String tableName, Shards shards, InstantSource clock) {
    this.dynamoDb = dynamoDb;
    this.tableName = tableName;
    this.shards = shards;
    this.clock = clock;
  }

  /** A reader over a client that the caller closes; {@code shards} as the writer has them. */
  public static TraceReader create(
      DynamoDbClient dynamoDb, String tableName, Shards shards, InstantSource clock) {
    return new TraceReader(dynamoDb, tableName, shards, clock);
  }

  /**
   * The calls of {@code [from, until)} over all shards, the oldest first; pages are read as the
   * stream needs them, so it is for one thread.
   */
  public Stream<StoredTrace> traces(Instant from, Instant until) {
    String condition =
        TableSchema.PK + " = :pk AND " + TableSchema.SK + " BETWEEN :from AND :until";
    // A sort key goes on after its timestamp, so that no item of the time "until" is within.
    return query(
            shard ->
                Map.of(
                    ":pk", AttributeValue.fromS(TableSchema.tracePk(shard)),
                    ":from", AttributeValue.fromS(Timestamps.format(from)),
                    ":until", AttributeValue.fromS(Timestamps.format(until))),
            condition)
        .map(TraceItem::read);
  }

  /** All runs over all shards, by run id; pages are read as the stream needs them. */
  public Stream<StoredRun> runs() {
    return query(
            shard -> Map.of(":pk", AttributeValue.fromS(TableSchema.runPk(shard))),
            TableSchema.PK + " = :pk")
        .map(RunItem::read);
  }

  /** An agent's run of an id, if it is there. */
  public Optional<StoredRun> run(String agentSlug, String runId) {
    Map<String, AttributeValue> item =
        dynamoDb
            .getItem(
                request ->
                    request
                        .tableName(tableName)
                        .consistentRead(true)
                        .key(RunItem.key(agentSlug, runId, shards.of(runId))))
            .item();
    AttributeValue expiry = item.get(TableSchema.TTL_ATTRIBUTE);
    boolean expired =
        expiry != null && Long.parseLong(expiry.n()) < clock.instant().getEpochSecond();
    return item.isEmpty() || expired ? Optional.empty() : Optional.of(RunItem.read(item));
  }

  private Stream<Map<String, AttributeValue>> query(ShardValues values, String condition) {
    AttributeValue now = AttributeValue.fromN(Long.toString(clock.instant().getEpochSecond()));
    List<Stream<Map<String, AttributeValue>>> perShard = new ArrayList<>();
    for (int shard = 0; shard < shards.count(); shard++) {
      Map<String, AttributeValue> all = new HashMap<>(values.of(shard));
      all.put(":now", now);
      QueryRequest request =
          QueryRequest.builder()
              .tableName(tableName)
              .consistentRead(true)
              .keyConditionExpression(condition)
              .filterExpression(NOT_EXPIRED)
              .expressionAttributeNames(Map.of("#ttl", TableSchema.TTL_ATTRIBUTE))
              .expressionAttributeValues(all)
              .build();
      perShard.add(dynamoDb.queryPaginator(request).items().stream());
    }
    return SortedMerge.of(perShard, item -> new ItemReader(item).textOr(TableSchema.SK, ""));
  }

  private interface ShardValues {
    Map<String, AttributeValue> of(int shard);
  }
}
