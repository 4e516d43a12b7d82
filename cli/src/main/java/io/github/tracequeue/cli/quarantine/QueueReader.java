// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.quarantine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * Reads a quarantine queue without consuming it. SQS can only receive, which hides a message
 * temporarily; {@link #close} makes messages visible that were not deleted. Not thread-safe.
 */
final class QueueReader implements AutoCloseable {
  /**
   * Longer than reading takes; after a missing close, messages stay hidden for at most this time.
   */
  private static final int HIDDEN_SECONDS = 60;

  private static final int BATCH = 10;

  /**
   * With a wait, SQS queries all its servers, so an empty response means that no messages are left.
   */
  private static final int WAIT_SECONDS = 1;

  private final SqsClient sqs;
  private final String queueUrl;
  private final Set<String> visited = new HashSet<>();
  private final Map<String, String> hiddenReceipts = new LinkedHashMap<>();

  QueueReader(SqsClient sqs, String queueUrl) {
    this.sqs = sqs;
    this.queueUrl = queueUrl;
  }

  /** The selected visible messages, up to a maximum, in the order of SQS. */
  List<QuarantinedMessage> read(Predicate<QuarantinedMessage> wanted, int max) {
    List<QuarantinedMessage> found = new ArrayList<>();
    visit(
        message -> {
          if (wanted.test(message)) {
            found.add(message);
          }
          return found.size() < max;
        });
    return found;
  }

  /** Passes each visible message once to the visitor, until it returns false. */
  void visit(Predicate<QuarantinedMessage> visitor) {
    boolean anyNew = true;
    while (anyNew) {
      List<QuarantinedMessage> received = receive();
      // SQS accepts only the last of several receipts of a message.
      received.forEach(message -> hiddenReceipts.put(message.id(), message.receiptHandle()));
      anyNew = false;
      for (QuarantinedMessage message : received) {
        if (visited.add(message.id())) {
          anyNew = true;
          if (!visitor.test(message)) {
            return;
          }
        }
      }
    }
  }

  /** Deletes a message that is being visited. */
  void delete(QuarantinedMessage message) {
    sqs.deleteMessage(request -> request.queueUrl(queueUrl).receiptHandle(message.receiptHandle()));
    hiddenReceipts.remove(message.id());
  }

  /** Makes visited messages that were not deleted visible to other readers. */
  @Override
  public void close() {
    List<String> receipts = List.copyOf(hiddenReceipts.values());
    hiddenReceipts.clear();
    for (int start = 0; start < receipts.size(); start += BATCH) {
      List<ChangeMessageVisibilityBatchRequestEntry> entries = new ArrayList<>();
      for (int i = start; i < Math.min(start + BATCH, receipts.size()); i++) {
        entries.add(
            ChangeMessageVisibilityBatchRequestEntry.builder()
                .id(Integer.toString(i))
                .receiptHandle(receipts.get(i))
                .visibilityTimeout(0)
                .build());
      }
      // SQS refuses this for messages that are already visible; all others become visible within a
      // minute.
      sqs.changeMessageVisibilityBatch(request -> request.queueUrl(queueUrl).entries(entries));
    }
  }

  private List<QuarantinedMessage> receive() {
    return sqs
        .receiveMessage(
            request ->
                request
                    .queueUrl(queueUrl)
                    .maxNumberOfMessages(BATCH)
                    .waitTimeSeconds(WAIT_SECONDS)
                    .visibilityTimeout(HIDDEN_SECONDS)
                    .messageAttributeNames("All")
                    .messageSystemAttributeNames(MessageSystemAttributeName.SENT_TIMESTAMP))
        .messages()
        .stream()
        .map(QuarantinedMessage::of)
        .toList();
  }
}
