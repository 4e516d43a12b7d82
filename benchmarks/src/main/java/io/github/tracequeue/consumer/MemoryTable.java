// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import io.github.tracequeue.testkit.InMemoryDynamoDb;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataResponse;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** A table in memory, without the SDK's marshalling, signing and HTTP. Thread-safe. */
final class MemoryTable implements MeasuredTable {

  private final InMemoryDynamoDb items = new InMemoryDynamoDb();

  @Override
  public DynamoDbClient dynamoDb() {
    return items;
  }

  @Override
  public AwsClients clients() {
    return new AwsClients(items, new NoQueue(), new NoCloudWatch());
  }

  @Override
  public long stored() {
    return items.size();
  }

  @Override
  public void clear() {
    items.clear();
  }

  private static final class NoCloudWatch implements CloudWatchClient {
    @Override
    public PutMetricDataResponse putMetricData(PutMetricDataRequest request) {
      return PutMetricDataResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }

  private static final class NoQueue implements SqsClient {
    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }
}
