// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** The items of one shard in descending order, read in pages. Not thread-safe. */
final class ShardTail {

  private final DynamoDbClient dynamoDb;
  private final QueryRequest query;
  private final String sortKey;
  private final Deque<Map<String, AttributeValue>> unread = new ArrayDeque<>();
  private Map<String, AttributeValue> lastEvaluated = Map.of();
  private boolean complete;
  private String frontier;

  /**
   * Creates a tail at its start.
   *
   * @param query the query without limit and start key
   * @param sortKey the name of the sort key attribute
   * @param from the start position
   */
  ShardTail(DynamoDbClient dynamoDb, QueryRequest query, String sortKey, String from) {
    this.dynamoDb = dynamoDb;
    this.query = query;
    this.sortKey = sortKey;
    this.frontier = from;
  }

  /** Reads the next page; {@code limit} is the number of items that DynamoDB may examine. */
  ReadCost read(int limit) {
    QueryRequest.Builder request = query.toBuilder().limit(limit);
    if (!lastEvaluated.isEmpty()) {
      request.exclusiveStartKey(lastEvaluated);
    }
    QueryResponse response = dynamoDb.query(request.build());
    unread.addAll(response.items());
    lastEvaluated = response.lastEvaluatedKey();
    complete = lastEvaluated.isEmpty();
    if (!complete) {
      frontier = sortKeyOf(lastEvaluated);
    }
    return ReadCost.of(response.consumedCapacity(), response.scannedCount());
  }

  /** Whether the next item, or the end, is known. */
  boolean isReady() {
    return complete || !unread.isEmpty();
  }

  /** The sort key of the next item, or the lowest one that was read; null at the end. */
  @Nullable String head() {
    Map<String, AttributeValue> next = unread.peek();
    return next != null ? sortKeyOf(next) : complete ? null : frontier;
  }

  Map<String, AttributeValue> take() {
    return unread.remove();
  }

  private String sortKeyOf(Map<String, AttributeValue> item) {
    return text(item, sortKey);
  }

  static String text(Map<String, AttributeValue> item, String attribute) {
    return new ItemReader(item).textOr(attribute, "");
  }
}
