// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Reads the items that {@link TraceStore} wrote. Skips expired items that DynamoDB has not deleted
 * yet. Thread-safe. Throws the SDK's exceptions.
 */
public final class TraceReader {

  // A sort key continues after its timestamp, so the bound {@code until} excludes items of that
  // time.
  private static final String BETWEEN =
      TableSchema.PK + " = :pk AND " + TableSchema.SK + " BETWEEN :from AND :until";
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

  /** Creates a reader. The caller closes the client; {@code shards} must be as for the writer. */
  public static TraceReader create(
      DynamoDbClient dynamoDb, String tableName, Shards shards, InstantSource clock) {
    return new TraceReader(dynamoDb, tableName, shards, clock);
  }

  /**
   * The calls in {@code [from, until)} of all shards, oldest first. The stream reads pages lazily;
   * it is for one thread.
   */
  public Stream<StoredTrace> traces(Instant from, Instant until) {
    return query(shard -> keys(shard, from, until), BETWEEN).map(TraceItem::read);
  }

  /**
   * Passes the calls in {@code [from, until)} to a consumer, shard by shard, by time within each
   * shard. Keeps one page at a time in memory.
   */
  public void forEach(Instant from, Instant until, Consumer<StoredTrace> calls) {
    for (int shard = 0; shard < shards.count(); shard++) {
      query(keys(shard, from, until), BETWEEN).map(TraceItem::read).forEach(calls);
    }
  }

  /** Reads a call from an item of the table or of an export; empty for items of other types. */
  public static Optional<StoredTrace> read(Map<String, AttributeValue> item) {
    String key = new ItemReader(item).textOr(TableSchema.PK, "");
    return AgentActivity.isOfType(key, TableSchema.tracePk(0))
        ? Optional.of(TraceItem.read(item))
        : Optional.empty();
  }

  /** The time of the first call in {@code [from, until)}; empty if there is none. */
  public Optional<Instant> first(Instant from, Instant until) {
    return IntStream.range(0, shards.count())
        .mapToObj(shard -> query(keys(shard, from, until), BETWEEN, 1).map(TraceItem::read))
        .flatMap(found -> found.limit(1))
        .map(StoredTrace::timestamp)
        .min(Comparator.naturalOrder());
  }

  /** The runs of all shards, by run id. The stream reads pages lazily. */
  public Stream<StoredRun> runs() {
    return query(
            shard -> Map.of(":pk", AttributeValue.fromS(TableSchema.runPk(shard))),
            TableSchema.PK + " = :pk")
        .map(RunItem::read);
  }

  /** An agent's run with this id; empty if there is none. */
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

  private static Map<String, AttributeValue> keys(int shard, Instant from, Instant until) {
    return Map.of(
        ":pk", AttributeValue.fromS(TableSchema.tracePk(shard)),
        ":from", AttributeValue.fromS(Timestamps.format(from)),
        ":until", AttributeValue.fromS(Timestamps.format(until)));
  }

  private Stream<Map<String, AttributeValue>> query(ShardValues values, String condition) {
    List<Stream<Map<String, AttributeValue>>> perShard = new ArrayList<>();
    for (int shard = 0; shard < shards.count(); shard++) {
      perShard.add(query(values.of(shard), condition));
    }
    return SortedMerge.of(perShard, item -> new ItemReader(item).textOr(TableSchema.SK, ""));
  }

  private Stream<Map<String, AttributeValue>> query(
      Map<String, AttributeValue> values, String condition) {
    return query(values, condition, null);
  }

  private Stream<Map<String, AttributeValue>> query(
      Map<String, AttributeValue> values, String condition, @Nullable Integer pageSize) {
    Map<String, AttributeValue> all = new HashMap<>(values);
    all.put(":now", AttributeValue.fromN(Long.toString(clock.instant().getEpochSecond())));
    QueryRequest request =
        QueryRequest.builder()
            .tableName(tableName)
            .consistentRead(true)
            .keyConditionExpression(condition)
            .filterExpression(NOT_EXPIRED)
            .expressionAttributeNames(Map.of("#ttl", TableSchema.TTL_ATTRIBUTE))
            .expressionAttributeValues(all)
            .limit(pageSize)
            .build();
    return dynamoDb.queryPaginator(request).items().stream();
  }

  private interface ShardValues {
    Map<String, AttributeValue> of(int shard);
  }
}
