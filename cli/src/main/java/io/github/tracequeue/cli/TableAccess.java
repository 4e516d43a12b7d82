// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli;

import io.github.tracequeue.store.Shards;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Which table to read, and as whom: the options of the commands that read one. */
final class TableAccess {
  @Option(
      names = "--table",
      paramLabel = "NAME",
      required = true,
      defaultValue = "${env:TRACEQUEUE_TABLE}",
      description = "The table's name or ARN (default: TRACEQUEUE_TABLE of the environment).")
  String table = "";

  @Option(
      names = "--shards",
      paramLabel = "N",
      defaultValue = "${env:TRACEQUEUE_SHARDS:-1}",
      description =
          "Over how many partitions its keys are spread: the consumer's TRACEQUEUE_SHARDS"
              + " (default: ${DEFAULT-VALUE}).")
  private int shards = 1;

  @Option(
      names = "--region",
      paramLabel = "R",
      description = "The AWS region (default: the AWS configuration's).")
  private @Nullable String region;

  @Option(
      names = "--profile",
      paramLabel = "P",
      description = "The profile of the AWS configuration (default: its default).")
  private @Nullable String profile;

  Shards shards() {
    try {
      return new Shards(shards);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--shards: " + e.getMessage(), e);
    }
  }

  /** A client with the operator's own credentials, which the AWS SDK finds as the AWS CLI does. */
  DynamoDbClient connect() {
    return connect(DynamoDbClient.builder());
  }

  /** As {@link #connect()}, of CloudWatch. */
  CloudWatchClient connectToCloudWatch() {
    return connect(CloudWatchClient.builder());
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C connect(B client) {
    client.httpClientBuilder(UrlConnectionHttpClient.builder());
    if (region != null) {
      client.region(Region.of(region));
    }
    if (profile != null) {
      String name = profile;
      client.overrideConfiguration(settings -> settings.defaultProfileName(name));
    }
    try {
      return client.build();
    } catch (SdkClientException e) {
      throw new UsageException("no AWS region is configured: name one with --region", e);
    }
  }
}
