// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * Lists the agents of a table. It skips from hash key to hash key of the agent index and reads one
 * item for each, however many items there are.
 */
final class AgentDirectory {

  // Greater than every sort key, so that a scan which starts after it continues at the next hash
  // key.
  private static final AttributeValue LAST = AttributeValue.fromS("\udbff\udfff");
  private static final String PREFIX = TableSchema.agentPk("", 0);

  private final TableReads table;
  private final int maxKeys;

  /**
   * Creates a directory that stops after {@code maxKeys} hash keys, one for each agent and shard.
   */
  AgentDirectory(TableReads table, int maxKeys) {
    this.table = table;
    this.maxKeys = maxKeys;
  }

  AgentList list() {
    TreeSet<String> slugs = new TreeSet<>();
    ReadCost cost = ReadCost.NONE;
    ScanRequest.Builder request =
        ScanRequest.builder()
            .tableName(table.tableName())
            .indexName(TableSchema.GSI1)
            .limit(1)
            .projectionExpression(TableSchema.GSI1PK)
            .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL);
    for (int keys = 0; keys < maxKeys; keys++) {
      ScanResponse response = table.dynamoDb().scan(request.build());
      cost = cost.plus(ReadCost.of(response.consumedCapacity(), response.scannedCount()));
      if (response.items().isEmpty()) {
        return new AgentList(List.copyOf(slugs), true, cost);
      }
      String hashKey = ShardTail.text(response.items().get(0), TableSchema.GSI1PK);
      addSlug(hashKey, slugs);
      request.exclusiveStartKey(
          Map.of(
              TableSchema.GSI1PK, AttributeValue.fromS(hashKey),
              TableSchema.GSI1SK, LAST,
              TableSchema.PK, LAST,
              TableSchema.SK, LAST));
    }
    return new AgentList(List.copyOf(slugs), false, cost);
  }

  private static void addSlug(String hashKey, Set<String> slugs) {
    if (hashKey.startsWith(PREFIX)) {
      int shard = hashKey.indexOf('#', PREFIX.length());
      slugs.add(hashKey.substring(PREFIX.length(), shard < 0 ? hashKey.length() : shard));
    }
  }
}
