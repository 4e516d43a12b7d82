// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The services that the function calls. The first write needs the table alone, and each client
 * takes its time to be made.
 */
record AwsClients(
    DynamoDbClient dynamoDb, Supplier<SqsClient> sqs, Supplier<CloudWatchClient> cloudWatch) {

  /** What one write may take with all its attempts. */
  static final Duration WRITE_TIME = Duration.ofSeconds(5);

  /**
   * For the time limits of all calls: a client of the SDK makes five threads of its own otherwise.
   */
  static final ScheduledExecutorService TIMERS = timers();

  /** Clients over one pool of connections; endpoints are redirected as the SDK's can be. */
  static AwsClients create(SdkHttpClient http, AwsCredentialsProvider credentials, Region region) {
    ClientOverrideConfiguration others = limits(3, Duration.ofSeconds(3));
    return new AwsClients(
        common(DynamoDbClient.builder(), http, credentials, region, writeLimits()).build(),
        Lazy.of(
            () ->
                common(SqsClient.builder(), http, credentials, region, others)
                    // The check fails a request that the queue has accepted: it then comes twice.
                    .checksumValidationEnabled(false)
                    .build()),
        Lazy.of(
            () -> common(CloudWatchClient.builder(), http, credentials, region, others).build()));
  }

  /** Makes now what has not been made yet, for a snapshot that is to hold it. */
  void makeAll() {
    var unusedSqs = sqs.get();
    var unusedCloudWatch = cloudWatch.get();
  }

  /** What all clients have in common. */
  static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B common(
      B builder,
      SdkHttpClient http,
      AwsCredentialsProvider credentials,
      Region region,
      ClientOverrideConfiguration limits) {
    return builder
        .httpClient(http)
        .credentialsProvider(credentials)
        .region(region)
        .overrideConfiguration(limits);
  }

  /** How often a write is tried, and how long it may take in all. */
  static ClientOverrideConfiguration writeLimits() {
    return limits(4, WRITE_TIME);
  }

  /**
   * The SDK's own keeps the timer of each call, and the request with it, until its time is over.
   */
  private static ScheduledExecutorService timers() {
    ScheduledThreadPoolExecutor timers =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, "tracequeue-timer");
              thread.setDaemon(true);
              return thread;
            });
    timers.setRemoveOnCancelPolicy(true);
    timers.setKeepAliveTime(1, TimeUnit.SECONDS);
    timers.allowCoreThreadTimeOut(true);
    return timers;
  }

  private static ClientOverrideConfiguration limits(int attempts, Duration atMost) {
    return ClientOverrideConfiguration.builder()
        .scheduledExecutorService(TIMERS)
        .retryStrategy(StandardRetryStrategy.builder().maxAttempts(attempts).build())
        .apiCallTimeout(atMost)
        .build();
  }
}
