// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.tracequeue.consumer.message.PromptHasher;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The function's own handler in this process, as often as wanted: with production's numbers of
 * attempts, and with waits so short that a run with many failures takes a second.
 */
public final class InProcessConsumer {
  private static final SdkHttpClient HTTP =
      UrlConnectionHttpClient.builder()
          .connectionTimeout(Duration.ofSeconds(1))
          .socketTimeout(Duration.ofMillis(600))
          .build();

  private final ConsumerHandler handler;

  private InProcessConsumer(ConsumerHandler handler) {
    this.handler = handler;
  }

  /**
   * A consumer with clients of its own.
   *
   * @param environment of the function
   * @param lines called with each line of its log
   */
  public static InProcessConsumer create(
      Map<String, String> environment,
      URI dynamoDb,
      URI sqs,
      URI cloudWatch,
      Consumer<String> lines) {
    return new InProcessConsumer(
        new ConsumerHandler(
            ConsumerSettings.fromEnvironment(environment),
            new AwsClients(
                common(DynamoDbClient.builder(), dynamoDb, 4).build(),
                common(SqsClient.builder(), sqs, 3).checksumValidationEnabled(false).build(),
                common(CloudWatchClient.builder(), cloudWatch, 3).build()),
            PromptHasher::plain,
            lines,
            InstantSource.system()));
  }

  /**
   * One invocation.
   *
   * @param event as the event-source mapping writes it
   * @return the answer
   * @throws RuntimeException as the handler throws it
   */
  public String handle(String event, Duration remaining) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    handler.handle(
        new ByteArrayInputStream(event.getBytes(UTF_8)), answer, "in-process", remaining);
    return answer.toString(UTF_8);
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B common(
      B builder, URI endpoint, int attempts) {
    return AwsClients.common(
            builder,
            HTTP,
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")),
            Region.EU_CENTRAL_1,
            ClientOverrideConfiguration.builder()
                .scheduledExecutorService(AwsClients.TIMERS)
                .retryStrategy(
                    StandardRetryStrategy.builder()
                        .maxAttempts(attempts)
                        .backoffStrategy(BackoffStrategy.fixedDelay(Duration.ofMillis(3)))
                        .throttlingBackoffStrategy(BackoffStrategy.fixedDelay(Duration.ofMillis(5)))
                        .build())
                .apiCallTimeout(Duration.ofSeconds(4))
                .build())
        .endpointOverride(endpoint);
  }
}
