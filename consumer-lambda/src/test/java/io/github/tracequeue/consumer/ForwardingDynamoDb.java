// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** A table whose writes of events do what the test says; all others are done. */
record ForwardingDynamoDb(Function<PutItemRequest, PutItemResponse> onPut)
    implements DynamoDbClient {

  @Override
  public PutItemResponse putItem(PutItemRequest request) {
    return onPut.apply(request);
  }

  @Override
  public UpdateItemResponse updateItem(UpdateItemRequest request) {
    return LocalServices.dynamoDb().updateItem(request);
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
