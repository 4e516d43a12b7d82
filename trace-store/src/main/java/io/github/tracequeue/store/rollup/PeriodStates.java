// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store.rollup;

import io.github.tracequeue.store.ItemReader;
import io.github.tracequeue.store.TableSchema;
import java.time.Instant;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * The recompute state of hours and days, one item for each. {@code dirty} counts the reasons to
 * recompute, {@code clean} is the count at the last finished recompute, and {@code token} increases
 * with each claim.
 */
final class PeriodStates {

  private static final String PK = "TYPE#period";
  private static final String DIRTY = "dirty";
  private static final String CLEAN = "clean";
  private static final String TOKEN = "token";

  private final DynamoDbClient dynamoDb;
  private final String tableName;

  PeriodStates(DynamoDbClient dynamoDb, String tableName) {
    this.dynamoDb = dynamoDb;
    this.tableName = tableName;
  }

  /**
   * The right to recompute an hour or a day until the next claim.
   *
   * @param period the hour or the day, as text
   * @param token higher than in every earlier claim
   * @param dirty the count that a recompute under this claim covers
   */
  record Claim(String period, long token, long dirty) {}

  /** Marks an hour to be recomputed. */
  void mark(Hour hour) {
    add(hour.toString(), hour.start(), DIRTY, ReturnValue.NONE);
  }

  Claim claim(Hour hour) {
    return claim(hour.toString(), hour.start());
  }

  /**
   * Claims an hour or a day.
   *
   * @param start the start of the period
   */
  Claim claim(String period, Instant start) {
    ItemReader state = new ItemReader(add(period, start, TOKEN, ReturnValue.ALL_NEW).attributes());
    return new Claim(period, state.number(TOKEN), state.number(DIRTY));
  }

  /** Marks a recompute as finished, unless the period was claimed again. */
  void settle(Claim claim) {
    try {
      dynamoDb.updateItem(
          UpdateItemRequest.builder()
              .tableName(tableName)
              .key(key(claim.period))
              .updateExpression("SET #clean = :clean")
              .conditionExpression("#token = :token")
              .expressionAttributeNames(Map.of("#clean", CLEAN, "#token", TOKEN))
              .expressionAttributeValues(
                  Map.of(":clean", number(claim.dirty), ":token", number(claim.token)))
              .build());
    } catch (ConditionalCheckFailedException e) {
      // The later claim settles it.
    }
  }

  /** The hours, from one on, that must be recomputed. */
  SortedSet<Hour> dirtyHours(Hour from) {
    QueryRequest request =
        QueryRequest.builder()
            .tableName(tableName)
            .keyConditionExpression("PK = :pk AND SK >= :from")
            .expressionAttributeValues(
                Map.of(
                    ":pk",
                    AttributeValue.fromS(PK),
                    ":from",
                    AttributeValue.fromS(from.toString())))
            .build();
    SortedSet<Hour> dirty = new TreeSet<>();
    for (Map<String, AttributeValue> item : dynamoDb.queryPaginator(request).items()) {
      ItemReader state = new ItemReader(item);
      // A day has no such counts.
      if (state.number(DIRTY) > state.number(CLEAN)) {
        dirty.add(Hour.parse(state.textOr(TableSchema.SK, "")));
      }
    }
    return dirty;
  }

  private UpdateItemResponse add(String period, Instant start, String name, ReturnValue answer) {
    return dynamoDb.updateItem(
        UpdateItemRequest.builder()
            .tableName(tableName)
            .key(key(period))
            .updateExpression("SET #ttl = :ttl ADD #name :one")
            .expressionAttributeNames(Map.of("#ttl", TableSchema.TTL_ATTRIBUTE, "#name", name))
            .expressionAttributeValues(
                Map.of(
                    ":one", number(1),
                    ":ttl", number(start.plus(RollupTable.RETENTION).getEpochSecond())))
            .returnValues(answer)
            .build());
  }

  private static Map<String, AttributeValue> key(String period) {
    return Map.of(
        TableSchema.PK, AttributeValue.fromS(PK), TableSchema.SK, AttributeValue.fromS(period));
  }

  private static AttributeValue number(long number) {
    return AttributeValue.fromN(Long.toString(number));
  }
}
