// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/** Reads of a table for queries: eventually consistent, with their cost counted. */
record TableReads(
    DynamoDbClient dynamoDb,
    String tableName,
    Shards shards,
    InstantSource clock,
    Executor executor) {

  /** The location of a list: an index, or null for the table, and its hash key in each shard. */
  record Place(@Nullable String index, IntFunction<String> hashKey) {

    static Place traces() {
      return new Place(null, TableSchema::tracePk);
    }

    static Place runs() {
      return new Place(null, TableSchema::runPk);
    }

    static Place agent(String agentSlug) {
      return new Place(TableSchema.GSI1, shard -> TableSchema.agentPk(agentSlug, shard));
    }

    String hashAttribute() {
      return index == null ? TableSchema.PK : TableSchema.GSI1PK;
    }

    String sortAttribute() {
      return index == null ? TableSchema.SK : TableSchema.GSI1SK;
    }
  }

  Instant now() {
    return clock.instant();
  }

  /** The tails of all shards of a location, at their start. */
  List<ShardTail> tails(Place place, KeyRange range, FilterExpression condition) {
    List<ShardTail> tails = new ArrayList<>();
    for (int shard = 0; shard < shards.count(); shard++) {
      tails.add(
          new ShardTail(
              dynamoDb,
              query(place, shard, range, condition),
              place.sortAttribute(),
              range.until()));
    }
    return tails;
  }

  /** A query of a key range in one shard of a location. */
  QueryRequest query(Place place, int shard, KeyRange range, FilterExpression condition) {
    QueryRequest query =
        query(place.hashAttribute(), place.hashKey().apply(shard), condition)
            .indexName(place.index())
            .build();
    return between(query, place.sortAttribute(), range);
  }

  /** A query of all items under a hash key. */
  QueryRequest.Builder query(String hashAttribute, String hashKey, FilterExpression condition) {
    Map<String, AttributeValue> values = new HashMap<>(condition.values());
    values.put(":hash", AttributeValue.fromS(hashKey));
    return QueryRequest.builder()
        .tableName(tableName)
        .keyConditionExpression(hashAttribute + " = :hash")
        .filterExpression(condition.expression())
        .expressionAttributeNames(condition.names())
        .expressionAttributeValues(values)
        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
        .scanIndexForward(false);
  }

  private static QueryRequest between(QueryRequest query, String sortAttribute, KeyRange range) {
    Map<String, AttributeValue> values = new HashMap<>(query.expressionAttributeValues());
    values.put(":from", AttributeValue.fromS(range.from()));
    values.put(":until", AttributeValue.fromS(range.until()));
    return query.toBuilder()
        .keyConditionExpression(
            query.keyConditionExpression() + " AND " + sortAttribute + " BETWEEN :from AND :until")
        .expressionAttributeValues(values)
        .build();
  }
}
