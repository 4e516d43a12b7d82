// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import java.util.Map;
import software.amazon.awscdk.services.sqs.IQueue;

/** What SQS reports of a queue. */
record QueueMetrics(String queueName) {

  static QueueMetrics of(IQueue queue) {
    return new QueueMetrics(queue.getQueueName());
  }

  /** Messages that wait; those in flight are not in it. */
  MetricId visible() {
    return metric("ApproximateNumberOfMessagesVisible");
  }

  /** Seconds; for dead letters since they were moved, not since they were sent. */
  MetricId age() {
    return metric("ApproximateAgeOfOldestMessage");
  }

  /** Messages that producers added; moves from another queue are not in it. */
  MetricId sent() {
    return metric("NumberOfMessagesSent");
  }

  private MetricId metric(String name) {
    return new MetricId("AWS/SQS", name, Map.of("QueueName", queueName));
  }
}
