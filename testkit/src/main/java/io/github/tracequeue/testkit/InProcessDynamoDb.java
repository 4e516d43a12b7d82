// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.testkit;

import java.util.UUID;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;

/**
 * DynamoDB Local without HTTP, for tests with many thousand requests; one for all tests of this
 * JVM.
 */
public final class InProcessDynamoDb {
  private static final DynamoDbClient CLIENT = start();

  private InProcessDynamoDb() {}

  /** A client shared by all tests, which do not close it. */
  public static DynamoDbClient client() {
    return CLIENT;
  }

  /**
   * Creates an empty table with a unique name, and returns the name.
   *
   * @param schema makes the request for a table of that name
   */
  public static String newTable(Function<String, CreateTableRequest> schema) {
    String name = "t-" + UUID.randomUUID();
    CLIENT.createTable(schema.apply(name));
    return name;
  }

  private static DynamoDbClient start() {
    SqliteLibrary.locate();
    return DynamoDBEmbedded.create().dynamoDbClient();
  }
}
