// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/** Creates the table. */
final class TableProvisioning {

  private TableProvisioning() {}

  /** Creates the table if it is missing, and enables time to live. */
  static void provision(ServiceEndpoints endpoints, PipelineSettings.Table table) {
    try (DynamoDbClient dynamoDb = endpoints.dynamoDbClient()) {
      try {
        dynamoDb.createTable(table.createTableRequest());
      } catch (ResourceInUseException e) {
        // The table may exist from an earlier start that was interrupted.
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
