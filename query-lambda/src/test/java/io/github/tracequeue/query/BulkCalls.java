// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.TableSchema;
import io.github.tracequeue.store.Timestamps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Many items like one that the store wrote, 25 in a request. */
final class BulkCalls {

  private static final int BATCH = 25;

  private final DynamoDbClient dynamoDb;
  private final String tableName;
  private final Map<String, AttributeValue> model;

  private BulkCalls(DynamoDbClient dynamoDb, String tableName, Map<String, AttributeValue> model) {
    this.dynamoDb = dynamoDb;
    this.tableName = tableName;
    this.model = model;
  }

  /** What makes one item differ from the model: sets attributes of it. */
  @FunctionalInterface
  interface Difference {
    void apply(int index, Map<String, AttributeValue> item);
  }

  /** Copies of a call that is in the table already. */
  static BulkCalls like(DynamoDbClient dynamoDb, String tableName, StoredTrace call) {
    Map<String, AttributeValue> key =
        Map.of(
            TableSchema.PK, AttributeValue.fromS(TableSchema.tracePk(0)),
            TableSchema.SK,
                AttributeValue.fromS(TableSchema.traceSk(call.timestamp(), call.eventId())));
    return new BulkCalls(
        dynamoDb, tableName, dynamoDb.getItem(get -> get.tableName(tableName).key(key)).item());
  }

  /** Writes the items from one index to another, the latter not among them. */
  void write(int from, int to, Difference difference) {
    List<WriteRequest> batch = new ArrayList<>();
    for (int i = from; i < to; i++) {
      Map<String, AttributeValue> item = new HashMap<>(model);
      difference.apply(i, item);
      batch.add(WriteRequest.builder().putRequest(put -> put.item(item)).build());
      if (batch.size() == BATCH || i == to - 1) {
        Map<String, List<WriteRequest>> requests = Map.of(tableName, List.copyOf(batch));
        while (!requests.isEmpty()) {
          Map<String, List<WriteRequest>> now = requests;
          requests = dynamoDb.batchWriteItem(write -> write.requestItems(now)).unprocessedItems();
        }
        batch.clear();
      }
    }
  }

  /** Gives an item an agent, a time, and an id that follows from its index. */
  static void key(Map<String, AttributeValue> item, int index, String agent, Instant timestamp) {
    String id = new UUID(0x019b_0000_0000_7000L, index).toString();
    AttributeValue sk = AttributeValue.fromS(TableSchema.traceSk(timestamp, id));
    item.put(TableSchema.SK, sk);
    item.put(TableSchema.GSI1SK, sk);
    item.put(TableSchema.GSI1PK, AttributeValue.fromS(TableSchema.agentPk(agent, 0)));
    item.put("timestamp", AttributeValue.fromS(Timestamps.format(timestamp)));
    item.put("agent_slug", AttributeValue.fromS(agent));
    if (item.containsKey(TableSchema.GSI2PK)) {
      item.put(TableSchema.GSI2SK, sk);
    }
  }

  /** Makes the call of an item a failed one. */
  static void fail(Map<String, AttributeValue> item) {
    item.put("status", AttributeValue.fromS("error"));
    item.put("error_type", AttributeValue.fromS("overloaded"));
  }
}
