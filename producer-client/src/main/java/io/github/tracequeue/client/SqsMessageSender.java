// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;

/** Sends to SQS with an AWS client that is made for the first request, on the sender's thread. */
final class SqsMessageSender implements MessageSender {
  private static final SendFailure NO_RESULT =
      new SendFailure(SendFailure.Kind.TRANSIENT, "SQS returned no result for the message");

  private final String queueUrl;
  private final Supplier<SqsClient> clients;
  private final Runnable abort;
  private @Nullable SqsClient client;

  private SqsMessageSender(String queueUrl, Supplier<SqsClient> clients, Runnable abort) {
    this.queueUrl = queueUrl;
    this.clients = clients;
    this.abort = abort;
  }

  /** A sender with an AWS client of its own, over the JDK's HTTP connections. */
  static SqsMessageSender create(QueueUrl queue, Options options, Map<String, String> environment) {
    var http = new AbortableHttpClient(() -> httpClient(queue, options));
    return new SqsMessageSender(queue.url, () -> client(queue, http, environment), http::abort);
  }

  /** A sender with an AWS client from this supplier, which it closes. */
  static SqsMessageSender using(QueueUrl queue, Supplier<SqsClient> clients) {
    return new SqsMessageSender(queue.url, clients, () -> {});
  }

  @Override
  public SendResult send(List<String> bodies) {
    SqsClient sqs = client;
    if (sqs == null) {
      sqs = clients.get();
      client = sqs;
    }
    var entries = new ArrayList<SendMessageBatchRequestEntry>(bodies.size());
    for (int i = 0; i < bodies.size(); i++) {
      entries.add(
          SendMessageBatchRequestEntry.builder()
              .id(Integer.toString(i))
              .messageBody(bodies.get(i))
              .build());
    }
    try {
      return answered(
          bodies.size(),
          sqs.sendMessageBatch(
              SendMessageBatchRequest.builder().queueUrl(queueUrl).entries(entries).build()));
    } catch (AwsServiceException e) {
      return SendResult.failed(SqsFailures.ofRequest(e));
    }
  }

  @Override
  public void abort() {
    abort.run();
  }

  @Override
  public void close() {
    SqsClient sqs = client;
    client = null;
    if (sqs != null) {
      sqs.close();
    }
  }

  private static SdkHttpClient httpClient(QueueUrl queue, Options options) {
    return UrlConnectionHttpClient.builder()
        .connectionTimeout(options.requestTimeout())
        .socketTimeout(options.requestTimeout())
        .proxyConfiguration(proxy(queue))
        .build();
  }

  /**
   * The proxy for the queue's scheme, from the environment or system properties. Without one, what
   * the SDK uses by default: the proxy for HTTP.
   */
  private static ProxyConfiguration proxy(QueueUrl queue) {
    String scheme = URI.create(queue.url).getScheme();
    ProxyConfiguration own = ProxyConfiguration.builder().scheme(scheme).build();
    return own.host() == null ? ProxyConfiguration.builder().build() : own;
  }

  private static SendResult answered(int messages, SendMessageBatchResponse response) {
    var failures = new HashMap<Integer, SendFailure>();
    for (int i = 0; i < messages; i++) {
      failures.put(i, NO_RESULT);
    }
    for (SendMessageBatchResultEntry entry : response.successful()) {
      failures.remove(Integer.valueOf(entry.id()));
    }
    for (BatchResultErrorEntry entry : response.failed()) {
      failures.put(Integer.valueOf(entry.id()), SqsFailures.ofEntry(entry));
    }
    return SendResult.acceptedExcept(failures);
  }

  private static SqsClient client(
      QueueUrl queue, SdkHttpClient http, Map<String, String> environment) {
    SqsClientBuilder builder =
        SqsClient.builder()
            .httpClient(http)
            .credentialsProvider(DefaultCredentialsProvider.builder().build())
            // It fails requests that SQS has accepted, and logs message bodies.
            .checksumValidationEnabled(false)
            // The Dispatcher retries: it knows the deadline and which messages are left.
            .overrideConfiguration(
                ClientOverrideConfiguration.builder()
                    .retryStrategy(AwsRetryStrategy.doNotRetry())
                    .build());
    String region = environment.getOrDefault("AWS_REGION", queue.region);
    if (queue.endpoint == null && queue.region != null) {
      region = queue.region;
    }
    if (region != null) {
      builder.region(Region.of(region));
    }
    boolean isRedirected =
        environment.containsKey("AWS_ENDPOINT_URL_SQS")
            || environment.containsKey("AWS_ENDPOINT_URL");
    URI endpoint = queue.endpoint;
    if (endpoint != null && !isRedirected) {
      builder.endpointOverride(endpoint);
    }
    return builder.build();
  }
}
