// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;

/** A table without a wire, which takes every item. */
final class InMemoryTable implements DynamoDbClient {

  private static final PutItemResponse DONE = PutItemResponse.builder().build();

  private final Map<String, Map<String, AttributeValue>> items = new ConcurrentHashMap<>();

  @Override
  public PutItemResponse putItem(PutItemRequest request) {
    Map<String, AttributeValue> item = request.item();
    items.put(text(item, "PK") + '|' + text(item, "SK"), item);
    return DONE;
  }

  int size() {
    return items.size();
  }

  void clear() {
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
