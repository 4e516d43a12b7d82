// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The URL of an SQS queue.
 *
 * @param url as it was given
 * @param endpoint scheme, host and port
 * @param region the AWS region in the host's name; null if there is none
 */
record QueueUrl(String url, URI endpoint, @Nullable String region) {
  private static final String REGION = "([a-z]+(?:-[a-z]+)+-\\d+)";

  /** In all partitions: standard, FIPS, dual-stack and VPC endpoints, and the old form. */
  private static final Pattern HOST_WITH_REGION =
      Pattern.compile("(?:.+\\.)?sqs(?:-fips)?\\." + REGION + "\\..+|" + REGION + "\\.queue\\..+");

  private static final String OLD_HOST_OF_US_EAST_1 = "queue.amazonaws.com";

  /** Parses a URL. Throws an IllegalArgumentException if it is not that of a standard queue. */
  static QueueUrl parse(@Nullable String queueUrl) {
    URI uri = uri(Text.orEmpty(queueUrl));
    boolean isHttp = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
    if (!isHttp || uri.getHost() == null || uri.getPath().length() < 2) {
      throw new IllegalArgumentException("queueUrl is not the URL of a queue: " + queueUrl);
    }
    if (uri.getPath().endsWith(".fifo")) {
      throw new IllegalArgumentException(
          "queueUrl is that of a FIFO queue; Tracequeue needs a standard queue: " + queueUrl);
    }
    URI endpoint = URI.create(uri.getScheme() + "://" + uri.getRawAuthority());
    return new QueueUrl(uri.toString(), endpoint, regionOf(uri.getHost()));
  }

  private static @Nullable String regionOf(String host) {
    if (host.equals(OLD_HOST_OF_US_EAST_1)) {
      return "us-east-1";
    }
    Matcher matcher = HOST_WITH_REGION.matcher(host);
    if (!matcher.matches()) {
      return null;
    }
    return matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
  }

  private static URI uri(String queueUrl) {
    try {
      return new URI(queueUrl);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("queueUrl is not a URL: " + queueUrl, e);
    }
  }
}
