// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.options;

import java.net.URI;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The AWS region, profile and endpoint. Options that are not set have the AWS SDK's defaults. */
public final class AwsOptions {
  private static final String CHECK =
      "check the network, the region and the endpoint (--endpoint-url, AWS_ENDPOINT_URL)";

  private final AtomicReference<@Nullable URI> lastEndpoint = new AtomicReference<>();

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
          "Another endpoint of the service, for example of a local stack (default:"
              + " AWS_ENDPOINT_URL_DYNAMODB, _SQS or _CLOUDWATCH, else AWS).")
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
  public UsageException refusal(SdkException failure) {
    String text = String.valueOf(failure.getMessage());
    return new UsageException(
        text.startsWith("Unable to execute HTTP request")
            ? "no answer from " + endpoint() + ": " + text + "; " + CHECK
            : "AWS: " + text,
        failure);
  }

  /** The address of the last request, for messages. */
  public String endpoint() {
    URI called = lastEndpoint.get();
    return called == null ? "AWS" : called.toString();
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C connect(B builder) {
    AwsProfiles.check(profile);
    builder.httpClientBuilder(UrlConnectionHttpClient.builder());
    builder.overrideConfiguration(
        configuration -> {
          configuration.addExecutionInterceptor(new EndpointRecorder());
          if (profile != null) {
            configuration.defaultProfileName(profile);
          }
        });
    if (region != null) {
      builder.region(Region.of(region));
    }
    if (profile != null) {
      builder.credentialsProvider(ProfileCredentialsProvider.create(profile));
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

  private final class EndpointRecorder implements ExecutionInterceptor {
    @Override
    public void beforeTransmission(
        Context.BeforeTransmission context, ExecutionAttributes attributes) {
      URI uri = context.httpRequest().getUri();
      lastEndpoint.set(URI.create(uri.getScheme() + "://" + uri.getAuthority()));
    }
  }
}
