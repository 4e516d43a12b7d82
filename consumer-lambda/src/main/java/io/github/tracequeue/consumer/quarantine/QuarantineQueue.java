// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.quarantine;

import io.github.tracequeue.consumer.message.Rejection;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/**
 * The queue for what can never be stored. A message there is the redacted body; why and whence it
 * came stands in its attributes. Safe for any number of threads.
 */
public final class QuarantineQueue {

  /** The contract's reason code. */
  public static final String REASON = "reason";

  /** The field at fault, where it is a single one. */
  public static final String FIELD = "field";

  /** The limit that was passed, for people. */
  public static final String DETAIL = "detail";

  /** The id of the message that was rejected, or whose event was. */
  public static final String MESSAGE_ID = "message_id";

  /** The place of the event in its envelope, from 0; absent where the whole message is rejected. */
  public static final String EVENT_INDEX = "event_index";

  /** When the consumer rejected it. */
  public static final String RECEIVED_AT = "received_at";

  private static final int MAX_ENTRIES = 10;

  /** SQS's limit of a message with its attributes, and of a request. */
  private static final int MAX_BYTES = 1024 * 1024;

  /** More than all attributes of a message together can take. */
  private static final int ATTRIBUTE_BYTES = 2 * 1024;

  private final Supplier<SqsClient> sqs;
  private final String queueUrl;
  private final InstantSource clock;

  private QuarantineQueue(Supplier<SqsClient> sqs, String queueUrl, InstantSource clock) {
    this.sqs = sqs;
    this.queueUrl = queueUrl;
    this.clock = clock;
  }

  /** The queue behind a client that the caller closes; it is asked for at the first message. */
  public static QuarantineQueue create(
      Supplier<SqsClient> sqs, String queueUrl, InstantSource clock) {
    return new QuarantineQueue(sqs, queueUrl, clock);
  }

  /** The bodies in groups that fit into one request each. */
  public static List<List<RejectedBody>> requests(List<RejectedBody> bodies) {
    List<List<RejectedBody>> requests = new ArrayList<>();
    List<RejectedBody> request = new ArrayList<>();
    int bytes = 0;
    for (RejectedBody body : bodies) {
      int size = Math.min(MAX_BYTES, SqsText.bytes(body.redacted()) + ATTRIBUTE_BYTES);
      if (request.size() == MAX_ENTRIES || (bytes + size > MAX_BYTES && !request.isEmpty())) {
        requests.add(request);
        request = new ArrayList<>();
        bytes = 0;
      }
      request.add(body);
      bytes += size;
    }
    if (!request.isEmpty()) {
      requests.add(request);
    }
    return requests;
  }

  /**
   * Sends one of {@link #requests}.
   *
   * @return the bodies that the queue refused; a request that fails as a whole is thrown as the SDK
   *     throws it
   */
  public List<RejectedBody> send(List<RejectedBody> request) {
    Instant now = clock.instant();
    List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
    for (int i = 0; i < request.size(); i++) {
      RejectedBody body = request.get(i);
      entries.add(
          SendMessageBatchRequestEntry.builder()
              .id(Integer.toString(i))
              .messageBody(SqsText.of(body.redacted(), MAX_BYTES - ATTRIBUTE_BYTES))
              .messageAttributes(attributes(body, now))
              .build());
    }
    return sqs
        .get()
        .sendMessageBatch(batch -> batch.queueUrl(queueUrl).entries(entries))
        .failed()
        .stream()
        .map(BatchResultErrorEntry::id)
        .map(id -> request.get(Integer.parseInt(id)))
        .toList();
  }

  private static Map<String, MessageAttributeValue> attributes(RejectedBody body, Instant now) {
    Rejection rejection = body.rejection();
    Map<String, MessageAttributeValue> attributes = new HashMap<>();
    put(attributes, REASON, rejection.reason().code());
    put(attributes, FIELD, rejection.field());
    put(attributes, DETAIL, rejection.detail());
    put(attributes, MESSAGE_ID, body.messageId());
    put(attributes, RECEIVED_AT, now.toString());
    if (body.event() != RejectedBody.WHOLE_MESSAGE) {
      put(attributes, EVENT_INDEX, Integer.toString(body.event()));
    }
    return attributes;
  }

  private static void put(
      Map<String, MessageAttributeValue> attributes, String name, String value) {
    // SQS refuses an attribute without a value.
    if (!value.isEmpty()) {
      attributes.put(
          name, MessageAttributeValue.builder().dataType("String").stringValue(value).build());
    }
  }
}
