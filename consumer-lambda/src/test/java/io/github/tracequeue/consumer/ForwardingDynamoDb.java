// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;

/** A table whose writes do what the test says. */
record ForwardingDynamoDb(Function<PutItemRequest, PutItemResponse> onPut)
    implements DynamoDbClient {

  @Override
  public PutItemResponse putItem(PutItemRequest request) {
    return onPut.apply(request);
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
