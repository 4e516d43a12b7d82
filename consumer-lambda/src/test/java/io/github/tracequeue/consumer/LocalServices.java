// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import io.github.tracequeue.store.TableSchema;
import io.github.tracequeue.testkit.DynamoDbLocal;
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

/** One ElasticMQ and one DynamoDB Local for all tests of this JVM. */
final class LocalServices {

  static final AwsCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));
  static final Region REGION = Region.EU_CENTRAL_1;

  private static final LocalServices INSTANCE = start();

  private final URI sqsEndpoint;
  private final SqsClient sqs;

  private LocalServices(URI sqsEndpoint, SqsClient sqs) {
    this.sqsEndpoint = sqsEndpoint;
    this.sqs = sqs;
  }

  static URI sqsEndpoint() {
    return INSTANCE.sqsEndpoint;
  }

  static SqsClient sqs() {
    return INSTANCE.sqs;
  }

  static DynamoDbClient dynamoDb() {
    return DynamoDbLocal.client();
  }

  /** The name of a new, empty table. */
  static String newTable() {
    return DynamoDbLocal.newTable(TableSchema::createTableRequest);
  }

  /** The URL of a new, empty queue. */
  static String newQueue() {
    return sqs().createQueue(request -> request.queueName("q-" + UUID.randomUUID())).queueUrl();
  }

  private static LocalServices start() {
    SQSRestServer elasticMq =
        SQSRestServerBuilder.withInterface("127.0.0.1").withDynamicPort().start();
    int port = elasticMq.waitUntilStarted().localAddress().getPort();
    URI endpoint = URI.create("http://127.0.0.1:" + port);
    return new LocalServices(
        endpoint,
        SqsClient.builder()
            .endpointOverride(endpoint)
            .region(REGION)
            .credentialsProvider(CREDENTIALS)
            .httpClient(UrlConnectionHttpClient.create())
            .build());
  }
}
