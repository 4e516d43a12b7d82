// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/** Creates the table. */
final class TableProvisioning {

  private TableProvisioning() {}

  /** Creates the table where it is missing, and switches its time to live on. */
  static void provision(ServiceEndpoints endpoints, PipelineSettings.Table table) {
    try (DynamoDbClient dynamoDb = endpoints.dynamoDbClient()) {
      try {
        dynamoDb.createTable(table.createTableRequest());
      } catch (ResourceInUseException e) {
        // Kept from an earlier start, which may have ended before the next step.
      }
      dynamoDb.waiter().waitUntilTableExists(request -> request.tableName(table.name()));
      TimeToLiveStatus status =
          dynamoDb
              .describeTimeToLive(request -> request.tableName(table.name()))
              .timeToLiveDescription()
              .timeToLiveStatus();
      if (status != TimeToLiveStatus.ENABLED) {
        dynamoDb.updateTimeToLive(table.timeToLiveRequest());
      }
    }
  }
}
