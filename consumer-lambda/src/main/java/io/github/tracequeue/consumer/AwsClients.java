// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import java.time.Duration;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The services that the function calls. */
record AwsClients(DynamoDbClient dynamoDb, SqsClient sqs, CloudWatchClient cloudWatch) {

  /** Clients by the SDK's own environment variables, over one pool of connections. */
  static AwsClients create(int maxConnections) {
    // The JDK reads this once; its default keeps 5 idle connections.
    if (System.getProperty("http.maxConnections") == null) {
      System.setProperty("http.maxConnections", Integer.toString(maxConnections));
    }
    SdkHttpClient http =
        UrlConnectionHttpClient.builder()
            .connectionTimeout(Duration.ofSeconds(1))
            .socketTimeout(Duration.ofSeconds(2))
            .build();
    return new AwsClients(
        DynamoDbClient.builder()
            .httpClient(http)
            .overrideConfiguration(limits(4, Duration.ofSeconds(5)))
            .build(),
        SqsClient.builder()
            .httpClient(http)
            .overrideConfiguration(limits(3, Duration.ofSeconds(3)))
            // The check fails a request that the queue has accepted, which then comes twice.
            .checksumValidationEnabled(false)
            .build(),
        CloudWatchClient.builder()
            .httpClient(http)
            .overrideConfiguration(limits(3, Duration.ofSeconds(3)))
            .build());
  }

  private static ClientOverrideConfiguration limits(int attempts, Duration atMost) {
    return ClientOverrideConfiguration.builder()
        .retryStrategy(StandardRetryStrategy.builder().maxAttempts(attempts).build())
        .apiCallTimeout(atMost)
        .build();
  }
}
