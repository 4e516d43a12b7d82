// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.store.TableSchema;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

/** One DynamoDB Local for all tests of this JVM; each test takes a table of its own. */
final class DynamoDbLocal {

  private static final DynamoDbLocal INSTANCE = start();

  private final DynamoDbClient client;

  private DynamoDbLocal(DynamoDbClient client) {
    this.client = client;
  }

  static DynamoDbClient client() {
    return INSTANCE.client;
  }

  /** The name of a new, empty table. */
  static String newTable() {
    String name = "t-" + UUID.randomUUID();
    client().createTable(TableSchema.createTableRequest(name));
    return name;
  }

  private static DynamoDbLocal start() {
    try {
      int port = freePort();
      DynamoDBProxyServer server =
          ServerRunner.createServerFromCommandLineArgs(
              new String[] {"-inMemory", "-port", Integer.toString(port)});
      server.start();
      return new DynamoDbLocal(
          DynamoDbClient.builder()
              .endpointOverride(URI.create("http://127.0.0.1:" + port))
              .region(Region.EU_CENTRAL_1)
              .credentialsProvider(
                  StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
              .httpClient(UrlConnectionHttpClient.create())
              .build());
    } catch (Exception e) {
      throw new IllegalStateException("DynamoDB Local did not start", e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
