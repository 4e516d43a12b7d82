// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A table behind the SDK's own clients, whose requests get a canned response without a network.
 * Counts the writes. Thread-safe.
 */
final class CannedTable implements MeasuredTable {

  private static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));

  private final AtomicLong writes = new AtomicLong();
  private final SdkHttpClient http = new CountingHttpClient(new StubHttpClient(), writes);

  @Override
  public DynamoDbClient dynamoDb() {
    return DynamoDbClient.builder()
        .httpClient(http)
        .credentialsProvider(CREDENTIALS)
        .region(Region.US_EAST_1)
        .build();
  }

  @Override
  public AwsClients clients() {
    return AwsClients.create(http, CREDENTIALS, Region.US_EAST_1);
  }

  @Override
  public long stored() {
    return writes.get();
  }

  @Override
  public void clear() {
    writes.set(0);
  }

  private record CountingHttpClient(SdkHttpClient responses, AtomicLong writes)
      implements SdkHttpClient {

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      boolean isWrite =
          request
              .httpRequest()
              .firstMatchingHeader("X-Amz-Target")
              .filter(target -> target.endsWith(".PutItem"))
              .isPresent();
      if (isWrite) {
        writes.incrementAndGet();
      }
      return responses.prepareRequest(request);
    }

    @Override
    public void close() {}
  }
}
