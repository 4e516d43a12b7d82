// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/** AWS's synchronous client with Tracequeue's settings, for the subjects that use one. */
final class SyncSqs {
  private SyncSqs() {}

  static SqsClient client(String sink, Condition condition) {
    return SqsClient.builder()
        .httpClient(
            UrlConnectionHttpClient.builder()
                .connectionTimeout(Duration.ofSeconds(3))
                .socketTimeout(Duration.ofSeconds(3))
                .build())
        .credentialsProvider(SlowCredentials.under(condition))
        .checksumValidationEnabled(false)
        .overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .region(Region.US_EAST_1)
        .endpointOverride(URI.create(sink))
        .build();
  }

  /** The URL of a queue in the sink. */
  static String queueUrl(String sink) {
    return sink + "/000000000000/traces";
  }
}
