// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The endpoints of the embedded services, with clients for them.
 *
 * @param sqs the endpoint of SQS
 * @param dynamoDb the endpoint of DynamoDB
 * @param cloudWatch the endpoint of CloudWatch
 * @param sns the endpoint of SNS
 * @param region the region for signing
 */
public record ServiceEndpoints(URI sqs, URI dynamoDb, URI cloudWatch, URI sns, String region) {

  /** The account id in ARNs and queue URLs. */
  static final String ACCOUNT = "000000000000";

  // The services accept any credentials; DynamoDB Local allows only letters and digits.
  private static final String ACCESS_KEY = "local";
  private static final String SECRET_KEY = "local";

  /** Checks. */
  public ServiceEndpoints {
    requireNonNull(sqs, "sqs");
    requireNonNull(dynamoDb, "dynamoDb");
    requireNonNull(cloudWatch, "cloudWatch");
    requireNonNull(sns, "sns");
    requireNonNull(region, "region");
  }

  /** A new client, which the caller closes. */
  public SqsClient sqsClient() {
    return connect(SqsClient.builder(), sqs).build();
  }

  /** A new client, which the caller closes. */
  public DynamoDbClient dynamoDbClient() {
    return connect(DynamoDbClient.builder(), dynamoDb).build();
  }

  /** A new client, which the caller closes. */
  public CloudWatchClient cloudWatchClient() {
    return connect(CloudWatchClient.builder(), cloudWatch).build();
  }

  /** The environment variables that make AWS SDKs and the AWS CLI use these endpoints. */
  public Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("AWS_ENDPOINT_URL_SQS", sqs.toString());
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.toString());
    environment.put("AWS_ENDPOINT_URL_CLOUDWATCH", cloudWatch.toString());
    environment.put("AWS_ENDPOINT_URL_SNS", sns.toString());
    environment.put("AWS_REGION", region);
    // The name that boto3 and the AWS CLI read.
    environment.put("AWS_DEFAULT_REGION", region);
    environment.put("AWS_ACCESS_KEY_ID", ACCESS_KEY);
    environment.put("AWS_SECRET_ACCESS_KEY", SECRET_KEY);
    return environment;
  }

  private <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B connect(
      B builder, URI endpoint) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.of(region))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
        .httpClientBuilder(UrlConnectionHttpClient.builder());
  }
}
