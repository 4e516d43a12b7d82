// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.store.ReadCost;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/**
 * The reads of one response. A client for {@code GetItem} and {@code Query} only, which adds up
 * their cost. Thread-safe.
 */
final class CountedReads implements DynamoDbClient {

  private final DynamoDbClient client;
  private ReadCost cost = ReadCost.NONE;

  CountedReads(DynamoDbClient client) {
    this.client = client;
  }

  /** The cost so far. */
  synchronized ReadCost cost() {
    return cost;
  }

  @Override
  public GetItemResponse getItem(GetItemRequest request) {
    GetItemResponse response =
        client.getItem(
            request.toBuilder().returnConsumedCapacity(ReturnConsumedCapacity.TOTAL).build());
    add(response.consumedCapacity(), response.hasItem() ? 1 : 0);
    return response;
  }

  @Override
  public QueryResponse query(QueryRequest request) {
    QueryResponse response =
        client.query(
            request.toBuilder().returnConsumedCapacity(ReturnConsumedCapacity.TOTAL).build());
    add(response.consumedCapacity(), response.scannedCount());
    return response;
  }

  private synchronized void add(@Nullable ConsumedCapacity consumed, int examined) {
    cost = cost.plus(ReadCost.of(consumed, examined));
  }

  @Override
  public String serviceName() {
    return client.serviceName();
  }

  /** Does nothing: the caller closes the client. */
  @Override
  public void close() {}
}
