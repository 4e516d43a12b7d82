// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import io.github.tracequeue.store.TableSchema;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.UUID;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.dynamodb.services.local.main.ServerRunner;

/** One DynamoDB Local and one ElasticMQ for all tests of this JVM. */
final class LocalServices {

  static final AwsCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));
  static final Region REGION = Region.EU_CENTRAL_1;

  private static final LocalServices INSTANCE = start();

  private final URI dynamoDbEndpoint;
  private final URI sqsEndpoint;
  private final DynamoDbClient dynamoDb;
  private final SqsClient sqs;

  private LocalServices(
      URI dynamoDbEndpoint, URI sqsEndpoint, DynamoDbClient dynamoDb, SqsClient sqs) {
    this.dynamoDbEndpoint = dynamoDbEndpoint;
    this.sqsEndpoint = sqsEndpoint;
    this.dynamoDb = dynamoDb;
    this.sqs = sqs;
  }

  static URI dynamoDbEndpoint() {
    return INSTANCE.dynamoDbEndpoint;
  }

  static URI sqsEndpoint() {
    return INSTANCE.sqsEndpoint;
  }

  static DynamoDbClient dynamoDb() {
    return INSTANCE.dynamoDb;
  }

  static SqsClient sqs() {
    return INSTANCE.sqs;
  }

  /** The name of a new, empty table. */
  static String newTable() {
    String name = "t-" + UUID.randomUUID();
    dynamoDb().createTable(TableSchema.createTableRequest(name));
    return name;
  }

  /** The URL of a new, empty queue. */
  static String newQueue() {
    return sqs().createQueue(request -> request.queueName("q-" + UUID.randomUUID())).queueUrl();
  }

  private static LocalServices start() {
    try {
      int port = freePort();
      ServerRunner.createServerFromCommandLineArgs(
              new String[] {"-inMemory", "-port", Integer.toString(port)})
          .start();
      URI dynamoDbEndpoint = URI.create("http://127.0.0.1:" + port);
      SQSRestServer elasticMq =
          SQSRestServerBuilder.withInterface("127.0.0.1").withDynamicPort().start();
      int sqsPort = elasticMq.waitUntilStarted().localAddress().getPort();
      URI sqsEndpoint = URI.create("http://127.0.0.1:" + sqsPort);
      return new LocalServices(
          dynamoDbEndpoint,
          sqsEndpoint,
          DynamoDbClient.builder()
              .endpointOverride(dynamoDbEndpoint)
              .region(REGION)
              .credentialsProvider(CREDENTIALS)
              .httpClient(UrlConnectionHttpClient.create())
              .build(),
          SqsClient.builder()
              .endpointOverride(sqsEndpoint)
              .region(REGION)
              .credentialsProvider(CREDENTIALS)
              .httpClient(UrlConnectionHttpClient.create())
              .build());
    } catch (Exception e) {
      throw new IllegalStateException("the local services did not start", e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
