// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.testkit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;

/**
 * Items by the keys {@code PK} and {@code SK}, without HTTP. A put with a condition fails if the
 * key exists. Thread-safe.
 */
public final class InMemoryDynamoDb implements DynamoDbClient {
  private static final PutItemResponse DONE = PutItemResponse.builder().build();

  private final Map<String, Map<String, AttributeValue>> items = new ConcurrentHashMap<>();

  @Override
  public PutItemResponse putItem(PutItemRequest request) {
    Map<String, AttributeValue> item = request.item();
    String key = text(item, "PK") + '|' + text(item, "SK");
    Map<String, AttributeValue> old = items.putIfAbsent(key, item);
    if (old != null && request.conditionExpression() != null) {
      throw ConditionalCheckFailedException.builder().item(old).build();
    }
    return DONE;
  }

  /** The number of items. */
  public int size() {
    return items.size();
  }

  /** Removes all items. */
  public void clear() {
    items.clear();
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}

  private static String text(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null ? "" : value.s();
  }
}
