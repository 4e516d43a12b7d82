// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;

/** Creates the AWS client for a queue, over the JDK's HTTP connections. */
final class SqsClients {
  private static final String STS_CLIENT = "software.amazon.awssdk.services.sts.StsClient";
  private static final String WEB_IDENTITY = "AWS_WEB_IDENTITY_TOKEN_FILE";
  private static final String DEFAULTS_MODE = "AWS_DEFAULTS_MODE";

  private final QueueUrl queue;
  private final Options options;
  private final Map<String, String> environment;
  private final Consumer<String> warnings;
  private volatile @Nullable AbortableHttpClient http;

  /**
   * Creates a factory of AWS clients.
   *
   * @param environment the process's environment variables
   * @param warnings receives a warning about credentials that cannot be used
   */
  SqsClients(
      QueueUrl queue, Options options, Map<String, String> environment, Consumer<String> warnings) {
    this.queue = queue;
    this.options = options;
    this.environment = environment;
    this.warnings = warnings;
  }

  SqsClient create() {
    warnIfWebIdentityIsIgnored();
    AbortableHttpClient newHttp = httpClient();
    http = newHttp;
    SqsClientBuilder builder =
        SqsClient.builder()
            .httpClient(newHttp)
            .credentialsProvider(DefaultCredentialsProvider.builder().build())
            // It fails requests that SQS has accepted, and logs message bodies.
            .checksumValidationEnabled(false)
            .overrideConfiguration(configuration());
    if (environment.getOrDefault(DEFAULTS_MODE, "-").isBlank()) {
      builder.defaultsMode(DefaultsMode.LEGACY);
    }
    SqsEndpoint.of(queue, environment).configure(builder);
    return builder.build();
  }

  /** Aborts the request in progress, if there is one. Thread-safe. */
  void abort() {
    AbortableHttpClient current = http;
    if (current != null) {
      current.abort();
    }
  }

  private AbortableHttpClient httpClient() {
    return new AbortableHttpClient(
        UrlConnectionHttpClient.builder()
            .connectionTimeout(options.requestTimeout())
            .socketTimeout(options.requestTimeout())
            .proxyConfiguration(proxy())
            .build());
  }

  private static ClientOverrideConfiguration configuration() {
    return ClientOverrideConfiguration.builder()
        // The Dispatcher retries: it knows the deadline and which messages are left.
        .retryStrategy(AwsRetryStrategy.doNotRetry())
        // SQS does not support compression. Without this line, the SDK fails if a variable for it
        // is blank.
        .compressionConfiguration(
            c -> c.requestCompressionEnabled(false).minimumCompressionThresholdInBytes(0))
        .build();
  }

  /**
   * The proxy for the queue's scheme, from the environment or system properties. Without one, the
   * SDK's default: the proxy for HTTP.
   */
  private ProxyConfiguration proxy() {
    String scheme = queue.endpoint().getScheme();
    ProxyConfiguration own = ProxyConfiguration.builder().scheme(scheme).build();
    return own.host() == null ? ProxyConfiguration.builder().build() : own;
  }

  /** Without the STS client the SDK ignores the token of a Kubernetes service account (IRSA). */
  private void warnIfWebIdentityIsIgnored() {
    if (!environment.getOrDefault(WEB_IDENTITY, "").isBlank() && !isOnClassPath(STS_CLIENT)) {
      warnings.accept(
          WEB_IDENTITY
              + " is set but ignored, because software.amazon.awssdk:sts is not on the class path:"
              + " requests are signed with other credentials, for example those of the node");
    }
  }

  private static boolean isOnClassPath(String className) {
    try {
      Class.forName(className, false, SqsClients.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
