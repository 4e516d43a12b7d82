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
 * Reads a quarantine queue without consuming it. SQS can only receive, which hides a message for a
 * while; {@link #close} shows again what was not deleted. Not thread-safe.
 */
final class QueueReader implements AutoCloseable {
  /** Longer than a look takes; what ends without a close is hidden no longer than this. */
  private static final int HIDDEN_SECONDS = 60;

  private static final int BATCH = 10;

  /** With a wait, SQS asks all its servers: an empty answer means that there is nothing more. */
  private static final int WAIT_SECONDS = 1;

  private final SqsClient sqs;
  private final String queueUrl;
  private final Set<String> visited = new HashSet<>();
  private final Map<String, String> hiddenReceipts = new LinkedHashMap<>();

  QueueReader(SqsClient sqs, String queueUrl) {
    this.sqs = sqs;
    this.queueUrl = queueUrl;
  }

  /** The messages that are wanted and visible now, at most so many, in the order SQS gives them. */
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

  /** Shows each visible message once to the visitor, until that returns false. */
  void visit(Predicate<QuarantinedMessage> visitor) {
    boolean anyNew = true;
    while (anyNew) {
      List<QuarantinedMessage> received = receive();
      // Of several receipts of one message, SQS honours the last.
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

  /** Shows what was visited and not deleted to other readers again. */
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
      // A refusal is of a message that is visible already, or comes back within the minute.
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
