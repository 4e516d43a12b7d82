// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import io.github.tracequeue.store.StoredTrace.CallCost;
import io.github.tracequeue.store.StoredTrace.CostStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * Replaces the cost of stored calls, unless the cost changed since it was read. Thread-safe. Throws
 * the SDK's exceptions.
 */
public final class CostCorrection {

  /** The outcome of a correction. */
  public enum Outcome {
    /** The cost was replaced. */
    WRITTEN,
    /** The item already had the new cost. */
    UP_TO_DATE,
    /** The item has neither the old nor the new cost. */
    CHANGED,
    /** The item no longer exists. */
    GONE
  }

  private static final String COST_STATUS = "cost_status";
  private static final List<String> NAMES =
      List.of(COST_STATUS, "cost_usd", "price_row", "price_source", "unpriced_reason");

  private final DynamoDbClient dynamoDb;
  private final String tableName;
  private final Shards shards;

  private CostCorrection(DynamoDbClient dynamoDb, String tableName, Shards shards) {
    this.dynamoDb = dynamoDb;
    this.tableName = tableName;
    this.shards = shards;
  }

  /**
   * Creates a correction. The caller closes the client; {@code shards} must be as for the reader.
   */
  public static CostCorrection create(DynamoDbClient dynamoDb, String tableName, Shards shards) {
    return new CostCorrection(dynamoDb, tableName, shards);
  }

  /**
   * Replaces the cost of a call that was read from the table.
   *
   * @throws IllegalArgumentException if the new cost is one that the provider reported
   */
  public Outcome correct(StoredTrace stored, CallCost cost) {
    if (cost.status() == CostStatus.PROVIDER_REPORTED) {
      throw new IllegalArgumentException("a correction cannot report a provider's cost");
    }
    int own = shards.of(stored.eventId());
    Outcome outcome = correct(stored, cost, own);
    // The item may be in the shard from when there were fewer shards, and a copy may be in the
    // current shard.
    for (int shard = 0; outcome != Outcome.WRITTEN && shard < shards.count(); shard++) {
      Outcome here = shard == own ? Outcome.GONE : correct(stored, cost, shard);
      outcome = here == Outcome.GONE ? outcome : here;
    }
    return outcome;
  }

  private Outcome correct(StoredTrace stored, CallCost cost, int shard) {
    Map<String, AttributeValue> old = attributes(stored.cost());
    Map<String, AttributeValue> now = attributes(cost);
    Map<String, AttributeValue> values = new HashMap<>();
    old.forEach((name, value) -> values.put(":old_" + name, value));
    now.forEach((name, value) -> values.put(":new_" + name, value));
    try {
      dynamoDb.updateItem(
          request ->
              request
                  .tableName(tableName)
                  .key(key(stored, shard))
                  .updateExpression(update(now))
                  .conditionExpression(condition(old, stored.cost().status()))
                  .expressionAttributeValues(values)
                  .returnValuesOnConditionCheckFailure(
                      ReturnValuesOnConditionCheckFailure.ALL_OLD));
      return Outcome.WRITTEN;
    } catch (ConditionalCheckFailedException e) {
      if (e.item().isEmpty()) {
        return Outcome.GONE;
      }
      // The SDK may have retried a successful write: then the stored cost is the new one.
      return TraceItem.read(e.item()).cost().equals(cost) ? Outcome.UP_TO_DATE : Outcome.CHANGED;
    }
  }

  private static Map<String, AttributeValue> key(StoredTrace trace, int shard) {
    return Map.of(
        TableSchema.PK, AttributeValue.fromS(TableSchema.tracePk(shard)),
        TableSchema.SK,
            AttributeValue.fromS(TableSchema.traceSk(trace.timestamp(), trace.eventId())));
  }

  private static Map<String, AttributeValue> attributes(CallCost cost) {
    return new ItemWriter()
        .text(COST_STATUS, cost.status().wireName())
        .number("cost_usd", cost.usd())
        .text("price_row", cost.priceRow())
        .text("price_source", cost.byMaker() ? CallCost.BY_MAKER : null)
        .text("unpriced_reason", cost.unpricedReason())
        .item();
  }

  private static String update(Map<String, AttributeValue> now) {
    List<String> set = new ArrayList<>();
    List<String> remove = new ArrayList<>();
    for (String name : NAMES) {
      if (now.containsKey(name)) {
        set.add(name + " = :new_" + name);
      } else {
        remove.add(name);
      }
    }
    return "SET " + String.join(", ", set) + " REMOVE " + String.join(", ", remove);
  }

  private static String condition(Map<String, AttributeValue> old, CostStatus status) {
    // Without this condition, an update would create a missing item.
    List<String> clauses = new ArrayList<>(List.of("attribute_exists(" + TableSchema.PK + ")"));
    for (String name : NAMES) {
      String same = name + " = :old_" + name;
      String absent = "attribute_not_exists(" + name + ")";
      if (name.equals(COST_STATUS) && status == CostStatus.UNPRICED) {
        // Items of other writers have no status and count as unpriced.
        clauses.add("(" + same + " OR " + absent + ")");
      } else {
        clauses.add(old.containsKey(name) ? same : absent);
      }
    }
    return String.join(" AND ", clauses);
  }
}
