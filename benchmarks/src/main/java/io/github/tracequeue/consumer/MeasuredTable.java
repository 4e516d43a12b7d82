// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A table that counts what a handler stores in it. */
interface MeasuredTable {

  /** A client of the table with the SDK's defaults. */
  DynamoDbClient dynamoDb();

  /** The consumer's clients, of the table and of the other services. */
  AwsClients clients();

  /** The number of stored calls since {@link #clear}. */
  long stored();

  void clear();
}
