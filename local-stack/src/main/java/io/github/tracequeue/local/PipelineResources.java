// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * The created queues and table of the pipeline.
 *
 * @param eventsUrl the URL of the event queue
 * @param eventsArn its ARN
 * @param deadLettersUrl the URL of the dead-letter queue
 * @param quarantineUrl the URL of the quarantine queue
 * @param table the name of the table
 */
public record PipelineResources(
    String eventsUrl, String eventsArn, String deadLettersUrl, String quarantineUrl, String table) {

  /** Creates the missing resources. */
  static PipelineResources provision(ServiceEndpoints endpoints, PipelineSettings settings) {
    try (SqsClient sqs = endpoints.sqsClient()) {
      String deadLetters = create(sqs, settings.deadLetters(), Map.of());
      String redrive =
          String.format(
              Locale.ROOT,
              "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":%d}",
              arn(sqs, deadLetters),
              settings.maxReceiveCount());
      String events =
          create(sqs, settings.events(), Map.of(QueueAttributeName.REDRIVE_POLICY, redrive));
      String quarantine = create(sqs, settings.quarantine(), Map.of());
      TableProvisioning.provision(endpoints, settings.table());
      return new PipelineResources(
          events, arn(sqs, events), deadLetters, quarantine, settings.table().name());
    }
  }

  private static String create(
      SqsClient sqs, PipelineSettings.Queue queue, Map<QueueAttributeName, String> more) {
    Map<QueueAttributeName, String> attributes = new HashMap<>(more);
    attributes.put(
        QueueAttributeName.VISIBILITY_TIMEOUT,
        Long.toString(queue.visibilityTimeout().toSeconds()));
    attributes.put(
        QueueAttributeName.MESSAGE_RETENTION_PERIOD, Long.toString(queue.retention().toSeconds()));
    attributes.put(
        QueueAttributeName.MAXIMUM_MESSAGE_SIZE,
        Integer.toString(PipelineSettings.Queue.MAX_MESSAGE_BYTES));
    return sqs.createQueue(request -> request.queueName(queue.name()).attributes(attributes))
        .queueUrl();
  }

  private static String arn(SqsClient sqs, String url) {
    Map<QueueAttributeName, String> attributes =
        sqs.getQueueAttributes(
                request -> request.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
            .attributes();
    return String.valueOf(attributes.get(QueueAttributeName.QUEUE_ARN));
  }
}
