// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;

/** A table that keeps its items by sort key. Thread-safe. */
final class StoredItems implements DynamoDbClient {

  private final Map<String, Map<String, AttributeValue>> items = new ConcurrentSkipListMap<>();

  @Override
  public PutItemResponse putItem(PutItemRequest request) {
    var old = items.putIfAbsent(requireNonNull(request.item().get("SK")).s(), request.item());
    if (old != null) {
      throw ConditionalCheckFailedException.builder().item(old).build();
    }
    return PutItemResponse.builder().build();
  }

  Map<String, Map<String, AttributeValue>> bySortKey() {
    return items;
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
