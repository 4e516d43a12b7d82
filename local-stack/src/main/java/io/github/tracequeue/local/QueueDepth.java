// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The number of messages in a queue. */
final class QueueDepth {
  private static final List<QueueAttributeName> PARTS =
      List.of(
          QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
          QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
          QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED);

  private QueueDepth() {}

  /** All messages: visible, in flight and delayed. */
  static long of(SqsClient sqs, String url) {
    return sqs
        .getQueueAttributes(request -> request.queueUrl(url).attributeNames(PARTS))
        .attributes()
        .values()
        .stream()
        .mapToLong(Long::parseLong)
        .sum();
  }
}
