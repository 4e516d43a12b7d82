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
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Counters of the daily spend of agents with a budget. The consumer adds the calls that it stores.
 * It can miss a batch if an invocation is killed; the watch function corrects that. Thread-safe.
 * Throws the SDK's exceptions.
 */
public final class Budgets {

  private static final Duration RETENTION = Duration.ofDays(400);

  /** The sort key of the override; it sorts after all days. */
  private static final String OVERRIDE = "override";

  private final DynamoDbClient dynamoDb;
  private final String tableName;

  private Budgets(DynamoDbClient dynamoDb, String tableName) {
    this.dynamoDb = dynamoDb;
    this.tableName = tableName;
  }

  /** Creates the budgets. The caller closes the client. */
  public static Budgets create(DynamoDbClient dynamoDb, String tableName) {
    return new Budgets(dynamoDb, tableName);
  }

  /** The hash key of an agent's counters. */
  public static String pk(String agentSlug) {
    return "BUDGET#" + agentSlug;
  }

  /** Reads the counter of a day; zero and without a limit if there is none. */
  public Budget get(String agentSlug, LocalDate day) {
    Map<String, AttributeValue> attributes =
        dynamoDb
            .getItem(
                request ->
                    request.tableName(tableName).key(key(agentSlug, day)).consistentRead(true))
            .item();
    return read(agentSlug, day, attributes);
  }

  /**
   * A limit that applies instead of the budget.
   *
   * @param until when the budget applies again
   */
  public record LimitOverride(BigDecimal limitUsd, Instant until) {}

  /**
   * A counter as it is shown.
   *
   * @param override the override of its limit; null if there is none
   */
  public record Shown(Budget budget, @Nullable LimitOverride override) {}

  /**
   * Reads the counter of today and the agent's override with one eventually consistent read; empty
   * if the agent has no budget.
   */
  public Optional<Shown> show(String agentSlug, Instant now) {
    LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
    QueryRequest request =
        QueryRequest.builder()
            .tableName(tableName)
            .keyConditionExpression("PK = :pk AND SK >= :day")
            .expressionAttributeValues(
                Map.of(
                    ":pk", AttributeValue.fromS(pk(agentSlug)),
                    ":day", AttributeValue.fromS(day.toString())))
            .build();
    Budget budget = null;
    LimitOverride override = null;
    for (Map<String, AttributeValue> attributes : dynamoDb.queryPaginator(request).items()) {
      ItemReader item = new ItemReader(attributes);
      String sortKey = item.textOr(TableSchema.SK, "");
      Instant until = item.time("until");
      BigDecimal limit = item.decimal("limit_usd");
      if (sortKey.equals(day.toString())) {
        budget = read(agentSlug, day, attributes);
      } else if (sortKey.equals(OVERRIDE) && limit != null && until != null && until.isAfter(now)) {
        override = new LimitOverride(limit, until);
      }
    }
    return budget == null || budget.limitUsd() == null
        ? Optional.empty()
        : Optional.of(new Shown(budget, override));
  }

  private static Budget read(
      String agentSlug, LocalDate day, Map<String, AttributeValue> attributes) {
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

  /** Adds newly stored calls. */
  public void add(String agentSlug, LocalDate day, BigDecimal usd, long unpriced) {
    Map<String, AttributeValue> values =
        Map.of(
            ":usd", AttributeValue.fromN(usd.toPlainString()),
            ":unpriced", number(unpriced),
            ":ttl", expiry(day));
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
   * Sets a counter to the sums of its day's calls. Calls that are added between the read of the
   * counter and the read of the calls count twice until the next correction: a budget may be
   * exceeded too early, but not too late.
   *
   * @param seen the counter, read before the calls
   * @param usd the sum of the calls
   * @param unpriced the number of calls with an unknown cost
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
   * Overrides an agent's limit for some time. Guards use it from their next read on.
   *
   * @param until when the budget applies again
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

  /** Removes an agent's override, if there is one. */
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
