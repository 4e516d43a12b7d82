// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** A queue that accepts messages in batches. Thread-safe. */
public final class OutgoingQueue {

  private static final int MAX_ENTRIES = 10;

  /** SQS's limit of a message with its attributes, and of a request. */
  private static final int MAX_BYTES = 1024 * 1024;

  private final SqsClient sqs;
  private final String url;

  private OutgoingQueue(SqsClient sqs, String url) {
    this.sqs = sqs;
    this.url = url;
  }

  /** A queue with a client that the caller closes. */
  public static OutgoingQueue create(SqsClient sqs, String url) {
    return new OutgoingQueue(sqs, url);
  }

  /** Items with their messages that fit into one request. */
  public record Request<T>(List<T> items, List<OutgoingMessage> messages) {

    public Request {
      items = List.copyOf(items);
      messages = List.copyOf(messages);
    }
  }

  /** Requests for all items, in order. */
  public static <T> List<Request<T>> requests(
      List<T> items, Function<T, OutgoingMessage> toMessage) {
    List<Request<T>> requests = new ArrayList<>();
    List<OutgoingMessage> messages = new ArrayList<>();
    int first = 0;
    int bytes = 0;
    for (int i = 0; i < items.size(); i++) {
      OutgoingMessage message = toMessage.apply(items.get(i));
      int size = message.bytes();
      if (messages.size() == MAX_ENTRIES || (bytes + size > MAX_BYTES && !messages.isEmpty())) {
        requests.add(new Request<>(items.subList(first, i), messages));
        messages.clear();
        first = i;
        bytes = 0;
      }
      messages.add(message);
      bytes += size;
    }
    if (!messages.isEmpty()) {
      requests.add(new Request<>(items.subList(first, items.size()), messages));
    }
    return requests;
  }

  /**
   * Sends a request.
   *
   * @return the items that the queue refused; throws the SDK's exception if the request fails as a
   *     whole
   */
  public <T> List<T> send(Request<T> request) {
    List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
    for (OutgoingMessage message : request.messages()) {
      entries.add(
          SendMessageBatchRequestEntry.builder()
              .id(Integer.toString(entries.size()))
              .messageBody(message.body())
              .messageAttributes(message.sqsAttributes())
              .build());
    }
    return sqs.sendMessageBatch(batch -> batch.queueUrl(url).entries(entries)).failed().stream()
        .map(BatchResultErrorEntry::id)
        .map(id -> request.items().get(Integer.parseInt(id)))
        .toList();
  }
}
