// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/** An ElasticMQ of this process, and an SQS client of it. */
final class Queues implements AutoCloseable {
  private final SQSRestServer server;
  private final URI address;
  private final SqsClient sqs;

  private Queues(SQSRestServer server, URI address) {
    this.server = server;
    this.address = address;
    this.sqs = sqsClient();
  }

  static Queues start() {
    SQSRestServer server =
        SQSRestServerBuilder.withInterface("127.0.0.1").withDynamicPort().start();
    int port = server.waitUntilStarted().localAddress().getPort();
    return new Queues(server, URI.create("http://127.0.0.1:" + port));
  }

  /** Creates a queue and returns its URL. */
  String create(String name) {
    return sqs.createQueue(r -> r.queueName(name)).queueUrl();
  }

  TraceClient.Builder client(String queueUrl) {
    return TraceClient.builder(queueUrl).sqsClient(this::sqsClient).linger(Duration.ofMillis(50));
  }

  /** Receives and deletes all messages. */
  List<String> drain(String queueUrl) {
    var bodies = new ArrayList<String>();
    while (true) {
      ReceiveMessageResponse response =
          sqs.receiveMessage(r -> r.queueUrl(queueUrl).maxNumberOfMessages(10));
      if (response.messages().isEmpty()) {
        return bodies;
      }
      for (Message message : response.messages()) {
        bodies.add(message.body());
        sqs.deleteMessage(r -> r.queueUrl(queueUrl).receiptHandle(message.receiptHandle()));
      }
    }
  }

  SqsClient sqsClient() {
    return SqsClient.builder()
        .httpClient(UrlConnectionHttpClient.create())
        .endpointOverride(address)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .checksumValidationEnabled(false)
        .overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }

  @Override
  public void close() {
    sqs.close();
    server.stopAndWait();
  }
}
