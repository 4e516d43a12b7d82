// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import io.github.tracequeue.consumer.ConsumerSettings.PromptKeyName;
import io.github.tracequeue.consumer.promptkey.KeySource;
import io.github.tracequeue.consumer.promptkey.ParameterKeySource;
import io.github.tracequeue.consumer.promptkey.SecretKeySource;
import io.github.tracequeue.consumer.pushedprices.PriceObject;
import io.github.tracequeue.consumer.pushedprices.S3PriceObject;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** Clients of the services that the function calls. */
record AwsClients(DynamoDbClient dynamoDb, SqsClient sqs, CloudWatchClient cloudWatch) {

  /** The maximum duration of a write with all its attempts. */
  static final Duration WRITE_TIME = Duration.ofSeconds(5);

  /**
   * Schedules the timeouts of all requests. By default, each SDK client creates five threads for
   * them.
   */
  static final ScheduledExecutorService TIMERS = timers();

  /** Clients that share one pool of connections. */
  static AwsClients create(SdkHttpClient http, AwsCredentialsProvider credentials, Region region) {
    ClientOverrideConfiguration others = limits(3, Duration.ofSeconds(3));
    return new AwsClients(
        common(DynamoDbClient.builder(), http, credentials, region, writeLimits()).build(),
        common(SqsClient.builder(), http, credentials, region, others)
            // The check fails a request that SQS has accepted, which would then be sent twice.
            .checksumValidationEnabled(false)
            .build(),
        common(CloudWatchClient.builder(), http, credentials, region, others).build());
  }

  /** The source of the key for prompt hashes. */
  static KeySource keySource(
      PromptKeyName key, SdkHttpClient http, AwsCredentialsProvider credentials, Region region) {
    ClientOverrideConfiguration limits = limits(3, Duration.ofSeconds(3));
    return switch (key.store()) {
      case SECRETS_MANAGER ->
          SecretKeySource.of(
              common(SecretsManagerClient.builder(), http, credentials, region, limits).build(),
              key.name());
      case PARAMETER_STORE ->
          ParameterKeySource.of(
              common(SsmClient.builder(), http, credentials, region, limits).build(), key.name());
    };
  }

  /** The source of pushed prices. */
  static PriceObject priceObject(
      String bucket, SdkHttpClient http, AwsCredentialsProvider credentials, Region region) {
    return new S3PriceObject(
        common(S3Client.builder(), http, credentials, region, limits(2, Duration.ofSeconds(3)))
            .build(),
        bucket);
  }

  /** The configuration that all clients share. */
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

  /** The number of attempts of a write, and its maximum duration. */
  static ClientOverrideConfiguration writeLimits() {
    return limits(4, WRITE_TIME);
  }

  /**
   * The SDK's default executor keeps the timer of each call, with its request, until the timeout.
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
