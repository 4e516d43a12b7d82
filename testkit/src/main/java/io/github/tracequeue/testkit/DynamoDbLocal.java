// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.testkit;

import java.net.URI;
import java.util.UUID;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;

/** One DynamoDB Local for all tests of this JVM; each test creates tables of its own. */
public final class DynamoDbLocal {
  private static final DynamoDbLocal INSTANCE = start();

  private final URI endpoint;
  private final DynamoDbClient client;

  private DynamoDbLocal(URI endpoint, DynamoDbClient client) {
    this.endpoint = endpoint;
    this.client = client;
  }

  /** Its URL. */
  public static URI endpoint() {
    return INSTANCE.endpoint;
  }

  /** A client shared by all tests, which do not close it. */
  public static DynamoDbClient client() {
    return INSTANCE.client;
  }

  /**
   * Creates an empty table with a unique name, and returns the name.
   *
   * @param schema makes the request for a table of that name
   */
  public static String newTable(Function<String, CreateTableRequest> schema) {
    String name = "t-" + UUID.randomUUID();
    client().createTable(schema.apply(name));
    return name;
  }

  private static DynamoDbLocal start() {
    URI endpoint = EmbeddedDynamoDb.start(0, null).endpoint();
    return new DynamoDbLocal(
        endpoint,
        DynamoDbClient.builder()
            .endpointOverride(endpoint)
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .httpClient(UrlConnectionHttpClient.create())
            .build());
  }
}
