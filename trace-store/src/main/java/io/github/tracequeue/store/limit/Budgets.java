// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store.limit;

import io.github.tracequeue.store.ItemReader;
import io.github.tracequeue.store.ItemWriter;
import io.github.tracequeue.store.TableSchema;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Counters of what agents with a budget spend on each day. The consumer adds what it has newly
 * stored; it can miss a batch whose invocation was killed, and the watch function corrects that.
 * Thread-safe; a failure of the table is thrown as the SDK throws it.
 */
public final class Budgets {

  private static final Duration RETENTION = Duration.ofDays(400);

  /** The sort key of the one item that is no day's counter; it sorts after all days. */
  private static final String OVERRIDE = "override";

  private final DynamoDbClient dynamoDb;
  private final String tableName;

  private Budgets(DynamoDbClient dynamoDb, String tableName) {
    this.dynamoDb = dynamoDb;
    this.tableName = tableName;
  }

  /** Over a client that the caller closes. */
  public static Budgets create(DynamoDbClient dynamoDb, String tableName) {
    return new Budgets(dynamoDb, tableName);
  }

  /** The hash key of an agent's counters. */
  public static String pk(String agentSlug) {
    return "BUDGET#" + agentSlug;
  }

  /** A day's counter; all zero and without a limit where there is none. */
  public Budget get(String agentSlug, LocalDate day) {
    Map<String, AttributeValue> attributes =
        dynamoDb
            .getItem(
                request ->
                    request.tableName(tableName).key(key(agentSlug, day)).consistentRead(true))
            .item();
    ItemReader item = new ItemReader(attributes);
    return new Budget(
        agentSlug,
        day,
        item.decimalOr("added_usd", BigDecimal.ZERO),
        item.number("added_unpriced"),
        item.decimalOr("correction_usd", BigDecimal.ZERO),
        item.number("correction_unpriced"),
        item.decimal("limit_usd"),
        item.time("corrected_at"));
  }

  /** Adds what was newly stored. */
  public void add(String agentSlug, LocalDate day, BigDecimal usd, long unpriced) {
    Map<String, AttributeValue> values =
        new HashMap<>(
            Map.of(
                ":usd", AttributeValue.fromN(usd.toPlainString()),
                ":unpriced", number(unpriced),
                ":ttl", expiry(day)));
    dynamoDb.updateItem(
        UpdateItemRequest.builder()
            .tableName(tableName)
            .key(key(agentSlug, day))
            .updateExpression("SET #ttl = :ttl ADD added_usd :usd, added_unpriced :unpriced")
            .expressionAttributeNames(Map.of("#ttl", TableSchema.TTL_ATTRIBUTE))
            .expressionAttributeValues(values)
            .build());
  }

  /**
   * Makes a counter tell what the calls of its day come to. What is added between the read of the
   * counter and that of the calls counts twice until the next correction: a budget is exceeded too
   * early rather than too late.
   *
   * @param seen the counter as it was before the calls were read
   * @param usd what the calls come to
   * @param unpriced calls without a known cost among them
   */
  public void correct(
      Budget seen, BigDecimal usd, long unpriced, BigDecimal limitUsd, Instant now) {
    dynamoDb.updateItem(
        UpdateItemRequest.builder()
            .tableName(tableName)
            .key(key(seen.agentSlug(), seen.day()))
            .updateExpression(
                "SET correction_usd = :usd, correction_unpriced = :unpriced, limit_usd = :limit,"
                    + " corrected_at = :now, #ttl = :ttl")
            .expressionAttributeNames(Map.of("#ttl", TableSchema.TTL_ATTRIBUTE))
            .expressionAttributeValues(
                Map.of(
                    ":usd", AttributeValue.fromN(usd.subtract(seen.addedUsd()).toPlainString()),
                    ":unpriced", number(unpriced - seen.addedUnpriced()),
                    ":limit", AttributeValue.fromN(limitUsd.toPlainString()),
                    ":now", AttributeValue.fromS(now.toString()),
                    ":ttl", expiry(seen.day())))
            .build());
  }

  /**
   * Gives an agent another limit for some time, whatever its budget is; guards take it up at their
   * next read.
   *
   * @param until when the budget holds again
   */
  public void override(String agentSlug, BigDecimal limitUsd, Instant until) {
    dynamoDb.putItem(
        request ->
            request
                .tableName(tableName)
                .item(
                    new ItemWriter()
                        .text(TableSchema.PK, pk(agentSlug))
                        .text(TableSchema.SK, OVERRIDE)
                        .number("limit_usd", limitUsd)
                        .text("until", until.toString())
                        .number(TableSchema.TTL_ATTRIBUTE, until.getEpochSecond())
                        .item()));
  }

  /** Ends an agent's override; without effect where there is none. */
  public void endOverride(String agentSlug) {
    dynamoDb.deleteItem(request -> request.tableName(tableName).key(key(agentSlug, OVERRIDE)));
  }

  private static Map<String, AttributeValue> key(String agentSlug, LocalDate day) {
    return key(agentSlug, day.toString());
  }

  private static Map<String, AttributeValue> key(String agentSlug, String sortKey) {
    return Map.of(
        TableSchema.PK, AttributeValue.fromS(pk(agentSlug)),
        TableSchema.SK, AttributeValue.fromS(sortKey));
  }

  private static AttributeValue number(long number) {
    return AttributeValue.fromN(Long.toString(number));
  }

  private static AttributeValue expiry(LocalDate day) {
    return number(day.atStartOfDay(ZoneOffset.UTC).plus(RETENTION).toEpochSecond());
  }
}
