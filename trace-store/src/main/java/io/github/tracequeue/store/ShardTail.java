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

/** One shard's items from the highest sort key down, read in pages. Not thread-safe. */
final class ShardTail {

  private final DynamoDbClient dynamoDb;
  private final QueryRequest query;
  private final String sortKey;
  private final Deque<Map<String, AttributeValue>> unread = new ArrayDeque<>();
  private Map<String, AttributeValue> lastEvaluated = Map.of();
  private boolean complete;
  private String frontier;

  /**
   * A tail of which nothing was read yet.
   *
   * @param query without limit and start key
   * @param sortKey the attribute it is sorted by
   * @param from where it starts
   */
  ShardTail(DynamoDbClient dynamoDb, QueryRequest query, String sortKey, String from) {
    this.dynamoDb = dynamoDb;
    this.query = query;
    this.sortKey = sortKey;
    this.frontier = from;
  }

  /** Reads on; {@code limit} is how many items DynamoDB may look at. */
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

  /** Whether the next item is known, or that there is none. */
  boolean isReady() {
    return complete || !unread.isEmpty();
  }

  /** The next item's sort key, or the lowest one down to which all was read; null at the end. */
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
