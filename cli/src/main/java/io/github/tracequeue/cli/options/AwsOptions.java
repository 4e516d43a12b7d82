// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.options;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The AWS region, profile and endpoint. Options that are not set have the AWS SDK's defaults. */
public final class AwsOptions {
  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "The AWS region (default: AWS_REGION, or the region of the profile).")
  @Nullable String region;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "The AWS profile with the credentials.")
  @Nullable String profile;

  @Option(
      names = "--endpoint-url",
      paramLabel = "URL",
      description =
          "Another endpoint of the service, for example of a local stack (default: AWS_ENDPOINT_URL_SQS"
              + " or _DYNAMODB, else AWS).")
  @Nullable URI endpointUrl;

  /** A new client, which the caller closes. */
  public SqsClient sqs() {
    return connect(SqsClient.builder());
  }

  /** A new client, which the caller closes. */
  public DynamoDbClient dynamoDb() {
    return connect(DynamoDbClient.builder());
  }

  /** A new client, which the caller closes. */
  public CloudWatchClient cloudWatch() {
    return connect(CloudWatchClient.builder());
  }

  /** A new client, which the caller closes. */
  public SnsClient sns() {
    return connect(SnsClient.builder());
  }

  /** A new client, which the caller closes. */
  public S3Client s3() {
    return connect(S3Client.builder());
  }

  /** An error of AWS or of the connection, without a stack trace. */
  public static UsageException refusal(SdkException failure) {
    return new UsageException("AWS: " + failure.getMessage(), failure);
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C connect(B builder) {
    builder.httpClientBuilder(UrlConnectionHttpClient.builder());
    if (region != null) {
      builder.region(Region.of(region));
    }
    if (profile != null) {
      String name = profile;
      builder
          .credentialsProvider(ProfileCredentialsProvider.create(name))
          .overrideConfiguration(configuration -> configuration.defaultProfileName(name));
    }
    if (endpointUrl != null) {
      if (endpointUrl.getScheme() == null || endpointUrl.getHost() == null) {
        throw new UsageException("--endpoint-url: '" + endpointUrl + "' is not an http(s) URL");
      }
      builder.endpointOverride(endpointUrl);
    }
    try {
      return builder.build();
    } catch (SdkException e) {
      if (String.valueOf(e.getMessage()).startsWith("Unable to load region")) {
        throw new UsageException("no AWS region is configured; set --region", e);
      }
      throw refusal(e);
    }
  }
}
