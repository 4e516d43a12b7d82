// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** SQS and one table for many runs, which have queues and agents of their own. Thread-safe. */
final class ChaosServices implements AutoCloseable {
  private static final String TABLE = "chaos";

  private final Closing closing = new Closing();
  private final ServiceEndpoints endpoints;
  private final SqsClient sqs;
  private final DynamoDbClient dynamoDb;

  private ChaosServices() {
    StateFolder state = closing.add(StateFolder.open(null));
    endpoints =
        closing.add(EmbeddedServices.start(Ports.from(0), state, Clock.systemUTC())).endpoints();
    TableProvisioning.provision(
        endpoints, new PipelineSettings.Table(TABLE, 1, Duration.ofDays(30)));
    sqs = closing.add(endpoints.sqsClient());
    dynamoDb = closing.add(endpoints.dynamoDbClient());
  }

  static ChaosServices start() {
    return new ChaosServices();
  }

  ServiceEndpoints endpoints() {
    return endpoints;
  }

  /** A client without faults. */
  SqsClient sqs() {
    return sqs;
  }

  /** A client without faults. */
  DynamoDbClient dynamoDb() {
    return dynamoDb;
  }

  String table() {
    return TABLE;
  }

  /** The URL of a new queue; a message that is not settled comes again in half a minute. */
  String newQueue(String name) {
    return sqs.createQueue(
            request ->
                request
                    .queueName(name + "-" + UUID.randomUUID())
                    .attributes(
                        Map.of(
                            QueueAttributeName.VISIBILITY_TIMEOUT,
                            "30",
                            QueueAttributeName.MAXIMUM_MESSAGE_SIZE,
                            Integer.toString(PipelineSettings.Queue.MAX_MESSAGE_BYTES))))
        .queueUrl();
  }

  @Override
  public void close() {
    closing.close();
  }
}
