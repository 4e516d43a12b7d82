// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a queue is. */
final class QueueUrl {
  private static final Pattern AWS_HOST =
      Pattern.compile("(?:sqs\\.([a-z0-9-]+)|([a-z0-9-]+)\\.queue)\\.amazonaws\\.com(?:\\.cn)?");

  private static final Pattern AWS_DOMAIN =
      Pattern.compile(".*\\.(amazonaws\\.com(\\.cn)?|api\\.aws)");

  /** The queue's URL. */
  final String url;

  /** The AWS region that the URL names, or null. */
  final @Nullable String region;

  /** The server's address where it is not AWS, or null. */
  final @Nullable URI endpoint;

  private QueueUrl(String url, @Nullable String region, @Nullable URI endpoint) {
    this.url = url;
    this.region = region;
    this.endpoint = endpoint;
  }

  /** Reads a queue's URL; throws IllegalArgumentException where it is none. */
  static QueueUrl parse(String queueUrl) {
    URI uri = uri(queueUrl);
    String host = uri.getHost();
    boolean isHttp = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
    if (!isHttp || host == null || uri.getPath().length() < 2) {
      throw new IllegalArgumentException("queueUrl is not an HTTP URL of a queue: " + queueUrl);
    }
    Matcher aws = AWS_HOST.matcher(host);
    if (aws.matches()) {
      return new QueueUrl(queueUrl, aws.group(1) != null ? aws.group(1) : aws.group(2), null);
    }
    if (AWS_DOMAIN.matcher(host).matches()) {
      return new QueueUrl(queueUrl, null, origin(uri));
    }
    return new QueueUrl(queueUrl, "us-east-1", origin(uri));
  }

  private static URI uri(String queueUrl) {
    try {
      return new URI(queueUrl);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("queueUrl is not a URL: " + queueUrl, e);
    }
  }

  private static URI origin(URI uri) {
    return URI.create(uri.getScheme() + "://" + uri.getRawAuthority());
  }
}
