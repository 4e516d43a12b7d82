// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * The failures of a batch. Contains only kinds and numbers, because a service's message may repeat
 * the request. Not thread-safe.
 */
final class Failures {

  private static final String UNFINISHED = "unfinished at the deadline";

  private final Map<String, Integer> counts = new TreeMap<>();
  private @Nullable String refusal;

  void add(TaskResult<?> result) {
    String kind = UNFINISHED;
    if (result instanceof TaskResult.Failed<?> failed) {
      kind = kind(failed.cause());
      if (isRefusal(failed.cause())) {
        refusal = kind;
      }
    }
    counts.merge(kind, 1, Integer::sum);
  }

  /** Adds entries of a request that a queue refused. */
  void addRefusedBy(String queue, int entries) {
    if (entries > 0) {
      counts.merge("refused by the " + queue + " queue", entries, Integer::sum);
    }
  }

  /** Whether a failure means that the service is overloaded. */
  static boolean isThrottling(Throwable cause) {
    return cause instanceof AwsServiceException service && service.isThrottlingException();
  }

  /** The number of failures by kind. */
  Map<String, Integer> counts() {
    return counts;
  }

  /** A kind of failure that no retry fixes, such as a missing table, if there was one. */
  @Nullable String refusal() {
    return refusal;
  }

  private static String kind(Throwable cause) {
    if (!(cause instanceof AwsServiceException service)) {
      return cause.getClass().getSimpleName();
    }
    AwsErrorDetails details = service.awsErrorDetails();
    String code = details == null ? null : details.errorCode();
    // A proxy in front of the service responds without an AWS error code.
    return code == null || code.isEmpty() ? "HTTP " + service.statusCode() : code;
  }

  private static boolean isRefusal(Throwable cause) {
    return cause instanceof AwsServiceException service
        && service.statusCode() >= 400
        && service.statusCode() < 500
        && !service.isThrottlingException();
  }
}
