// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** Counts the capacity that requests of a client use, as DynamoDB reports it. */
final class CapacityCounter implements InvocationHandler {
  private final DynamoDbClient client;
  private double readUnits;
  private double writeUnits;
  private long itemsRead;

  CapacityCounter(DynamoDbClient client) {
    this.client = client;
  }

  DynamoDbClient counted() {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(), new Class<?>[] {DynamoDbClient.class}, this);
  }

  double readUnits() {
    return readUnits;
  }

  double writeUnits() {
    return writeUnits;
  }

  /** The items that queries read. */
  long itemsRead() {
    return itemsRead;
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    Object request = arguments == null ? null : arguments[0];
    if (request instanceof GetItemRequest get && method.getName().equals("getItem")) {
      GetItemResponse response =
          client.getItem(
              get.toBuilder().returnConsumedCapacity(ReturnConsumedCapacity.TOTAL).build());
      readUnits += units(response.consumedCapacity());
      return response;
    }
    if (request instanceof QueryRequest query && method.getName().equals("query")) {
      QueryResponse response =
          client.query(
              query.toBuilder().returnConsumedCapacity(ReturnConsumedCapacity.TOTAL).build());
      readUnits += units(response.consumedCapacity());
      itemsRead += response.scannedCount();
      return response;
    }
    if (request instanceof PutItemRequest put && method.getName().equals("putItem")) {
      PutItemResponse response =
          client.putItem(
              put.toBuilder().returnConsumedCapacity(ReturnConsumedCapacity.TOTAL).build());
      writeUnits += units(response.consumedCapacity());
      return response;
    }
    if (request instanceof UpdateItemRequest update && method.getName().equals("updateItem")) {
      UpdateItemResponse response =
          client.updateItem(
              update.toBuilder().returnConsumedCapacity(ReturnConsumedCapacity.TOTAL).build());
      writeUnits += units(response.consumedCapacity());
      return response;
    }
    if (method.isDefault() && arguments != null) {
      return InvocationHandler.invokeDefault(proxy, method, arguments);
    }
    try {
      return method.invoke(client, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static double units(ConsumedCapacity capacity) {
    return capacity == null ? 0 : capacity.capacityUnits();
  }
}
