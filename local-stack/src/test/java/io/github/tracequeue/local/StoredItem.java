// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An item as the table holds it, read without the product's own reader. */
record StoredItem(Map<String, AttributeValue> attributes) {

  /** The calls and runs in a table, without receipts, rollups and other derived items. */
  static List<StoredItem> scan(DynamoDbClient dynamoDb, String table) {
    return dynamoDb
        .scanPaginator(request -> request.tableName(table).consistentRead(true))
        .items()
        .stream()
        .map(StoredItem::new)
        .filter(StoredItem::isCallOrRun)
        .toList();
  }

  /** Everything in a table that belongs to an agent, from the index. */
  static List<StoredItem> ofAgent(DynamoDbClient dynamoDb, String table, String agent) {
    return dynamoDb
        .queryPaginator(
            request ->
                request
                    .tableName(table)
                    .indexName("GSI1")
                    .keyConditionExpression("GSI1PK = :agent")
                    .expressionAttributeValues(
                        Map.of(":agent", AttributeValue.fromS("AGENT#" + agent))))
        .items()
        .stream()
        .map(StoredItem::new)
        .toList();
  }

  private boolean isCallOrRun() {
    String hashKey = text("PK");
    return hashKey.equals("TYPE#run") || hashKey.startsWith("TYPE#llm_trace");
  }

  String text(String name) {
    return attribute(name).s();
  }

  BigDecimal number(String name) {
    return new BigDecimal(attribute(name).n());
  }

  List<String> texts(String name) {
    return attribute(name).ss();
  }

  /** What it is known by: a run by its own id, a call by its event's. */
  String id() {
    String sortKey = text("SK");
    return text("PK").equals("TYPE#run")
        ? sortKey.substring(0, sortKey.lastIndexOf('#'))
        : sortKey.substring("2026-11-23T00:00:00.000Z#".length());
  }

  private AttributeValue attribute(String name) {
    AttributeValue value = attributes.get(name);
    if (value == null) {
      throw new AssertionError("no " + name + " in " + attributes);
    }
    return value;
  }
}
