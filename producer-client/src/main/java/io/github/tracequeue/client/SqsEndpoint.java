// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.net.URI;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;
import software.amazon.awssdk.services.sqs.endpoints.SqsEndpointProvider;

/**
 * Where to send the requests for a queue, and the region to sign them for. A blank environment
 * variable counts as not set.
 *
 * @param region the region
 * @param override the endpoint; null if the SDK forms it from the region and the environment
 * @param fips whether to use FIPS endpoints; null if the SDK decides by the environment
 * @param dualStack whether to use dual-stack endpoints; null if the SDK decides
 */
record SqsEndpoint(
    Region region, @Nullable URI override, @Nullable Boolean fips, @Nullable Boolean dualStack) {
  private static final String FIPS = "AWS_USE_FIPS_ENDPOINT";
  private static final String DUAL_STACK = "AWS_USE_DUALSTACK_ENDPOINT";

  static SqsEndpoint of(QueueUrl queue, Map<String, String> environment) {
    Region region = region(queue, environment);
    Boolean fips = isBlank(FIPS, environment) ? false : null;
    Boolean dualStack = isBlank(DUAL_STACK, environment) ? false : null;
    for (Variant variant : Variant.values()) {
      URI formed = variant.endpoint(region);
      if (formed != null && isOf(queue, formed, variant)) {
        return new SqsEndpoint(
            region,
            hasBlankEndpoint(environment) ? formed : null,
            variant.fips ? Boolean.TRUE : fips,
            variant.dualStack ? Boolean.TRUE : dualStack);
      }
    }
    boolean isRedirected =
        isSet("AWS_ENDPOINT_URL_SQS", environment) || isSet("AWS_ENDPOINT_URL", environment);
    // The SDK refuses an explicit endpoint together with one of these settings.
    return new SqsEndpoint(region, isRedirected ? null : queue.endpoint(), false, false);
  }

  void configure(SqsClientBuilder builder) {
    builder.region(region);
    if (override != null) {
      builder.endpointOverride(override).fipsEnabled(false).dualstackEnabled(false);
      return;
    }
    if (fips != null) {
      builder.fipsEnabled(fips);
    }
    if (dualStack != null) {
      builder.dualstackEnabled(dualStack);
    }
  }

  private static Region region(QueueUrl queue, Map<String, String> environment) {
    return Stream.of(
            queue.region() == null ? "" : queue.region(),
            environment.getOrDefault("AWS_REGION", ""),
            environment.getOrDefault("AWS_DEFAULT_REGION", ""))
        .map(String::strip)
        .filter(region -> !region.isEmpty())
        .findFirst()
        .map(Region::of)
        .orElse(Region.US_EAST_1);
  }

  /** Whether the queue's host is this one, or the standard one in its old form. */
  private static boolean isOf(QueueUrl queue, URI formed, Variant variant) {
    String host = queue.endpoint().getHost();
    boolean isOldForm = host.matches("([a-z0-9-]+\\.)?queue\\.amazonaws\\.com(\\.cn)?");
    boolean isHttps = queue.endpoint().getScheme().equals("https");
    boolean isDefaultPort = queue.endpoint().getPort() == -1;
    return isHttps
        && isDefaultPort
        && (host.equals(formed.getHost()) || (isOldForm && variant == Variant.STANDARD));
  }

  private static boolean hasBlankEndpoint(Map<String, String> environment) {
    return isBlank("AWS_ENDPOINT_URL_SQS", environment) || isBlank("AWS_ENDPOINT_URL", environment);
  }

  private static boolean isBlank(String variable, Map<String, String> environment) {
    return environment.containsKey(variable) && !isSet(variable, environment);
  }

  private static boolean isSet(String variable, Map<String, String> environment) {
    return !environment.getOrDefault(variable, "").isBlank();
  }

  /** The kinds of endpoint that the SDK forms. */
  private enum Variant {
    STANDARD(false, false),
    FIPS(true, false),
    DUAL_STACK(false, true),
    FIPS_DUAL_STACK(true, true);

    private final boolean fips;
    private final boolean dualStack;

    Variant(boolean fips, boolean dualStack) {
      this.fips = fips;
      this.dualStack = dualStack;
    }

    /** The SDK's endpoint in a region; null if its partition has none of this kind. */
    @Nullable URI endpoint(Region region) {
      try {
        return SqsEndpointProvider.defaultProvider()
            .resolveEndpoint(
                request -> request.region(region).useFips(fips).useDualStack(dualStack))
            .join()
            .endpointUrl()
            .toUri();
      } catch (RuntimeException e) {
        return null;
      }
    }
  }
}
