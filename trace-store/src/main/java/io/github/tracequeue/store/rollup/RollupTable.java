// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store.rollup;

import io.github.tracequeue.store.ItemWriter;
import io.github.tracequeue.store.TableSchema;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Reads and writes rollup items. A write replaces only older items, so a run that was overtaken
 * changes nothing. This is not an error.
 */
final class RollupTable {

  /** How long a rollup is kept after its hour or day. */
  static final Duration RETENTION = Duration.ofDays(400);

  private static final String OVER_OLDER_TOKENS =
      "attribute_not_exists(#token) OR #token <= :number";
  private static final String OVER_OLDER_RUNS =
      "attribute_not_exists(#token) AND (attribute_not_exists(#run) OR #run <= :number)";

  private final DynamoDbClient dynamoDb;
  private final String tableName;

  RollupTable(DynamoDbClient dynamoDb, String tableName) {
    this.dynamoDb = dynamoDb;
    this.tableName = tableName;
  }

  /** Writes an hour or a day that was recomputed under a claim. */
  void writeSealed(RollupItem item, long token) {
    put(
        item.write().number(RollupItem.TOKEN, token),
        item.key().day(),
        OVER_OLDER_TOKENS,
        Map.of("#token", RollupItem.TOKEN),
        token);
  }

  /** Writes an open hour, unless it was claimed. */
  void writeOpen(RollupItem item, long run) {
    put(
        item.write().number(RollupItem.RUN, run),
        item.key().day(),
        OVER_OLDER_RUNS,
        Map.of("#token", RollupItem.TOKEN, "#run", RollupItem.RUN),
        run);
  }

  /** An agent's hours, for all providers and models. */
  List<RollupItem> hours(String agentSlug, Hour first, Hour last, boolean consistent) {
    return query(agentSlug, RollupKey.hour(first), RollupKey.hour(last), consistent);
  }

  /** An agent's days, for all providers and models. */
  List<RollupItem> days(String agentSlug, LocalDate first, LocalDate last) {
    return query(agentSlug, RollupKey.day(first), RollupKey.day(last), false);
  }

  private List<RollupItem> query(
      String agentSlug, String firstPeriod, String lastPeriod, boolean consistent) {
    QueryRequest request =
        QueryRequest.builder()
            .tableName(tableName)
            .consistentRead(consistent)
            .keyConditionExpression("PK = :pk AND SK BETWEEN :first AND :last")
            .expressionAttributeValues(
                Map.of(
                    ":pk", AttributeValue.fromS(RollupKey.pk(agentSlug)),
                    ":first", AttributeValue.fromS(firstPeriod),
                    // The successor of the separator after the period.
                    ":last", AttributeValue.fromS(lastPeriod + '$')))
            .build();
    return dynamoDb.queryPaginator(request).items().stream()
        .map(item -> RollupItem.read(agentSlug, item))
        .toList();
  }

  private void put(
      ItemWriter item, LocalDate day, String condition, Map<String, String> names, long number) {
    long expiry = day.plusDays(RETENTION.toDays()).toEpochDay() * Duration.ofDays(1).toSeconds();
    try {
      dynamoDb.putItem(
          PutItemRequest.builder()
              .tableName(tableName)
              .item(item.number(TableSchema.TTL_ATTRIBUTE, expiry).item())
              .conditionExpression(condition)
              .expressionAttributeNames(names)
              .expressionAttributeValues(
                  Map.of(":number", AttributeValue.fromN(Long.toString(number))))
              .build());
    } catch (ConditionalCheckFailedException e) {
      // A newer run wrote newer data.
    }
  }
}
