// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;

/**
 * Sends to SQS with an AWS client that is created for the first request, on the sender's thread.
 */
final class SqsMessageSender implements MessageSender {
  private static final SendFailure NO_RESULT =
      new SendFailure(SendFailure.Kind.TRANSIENT, "SQS returned no result for the message");

  private final QueueUrl queue;
  private final Supplier<SqsClient> clients;
  private final Runnable abort;
  private @Nullable SqsClient client;

  private SqsMessageSender(QueueUrl queue, Supplier<SqsClient> clients, Runnable abort) {
    this.queue = queue;
    this.clients = clients;
    this.abort = abort;
  }

  /** A sender with its own AWS client. */
  static SqsMessageSender create(
      QueueUrl queue, Options options, Map<String, String> environment, Consumer<String> warnings) {
    var clients = new SqsClients(queue, options, environment, warnings);
    return new SqsMessageSender(queue, clients::create, clients::abort);
  }

  /** A sender with an AWS client from this supplier. The sender closes the client. */
  static SqsMessageSender using(QueueUrl queue, Supplier<SqsClient> clients) {
    return new SqsMessageSender(queue, clients, () -> {});
  }

  @Override
  public SendResult send(List<String> bodies) {
    SqsClient sqs = client;
    if (sqs == null) {
      sqs = clients.get();
      client = sqs;
    }
    var entries = new ArrayList<SendMessageBatchRequestEntry>(bodies.size());
    for (int i = 0; i < bodies.size(); i++) {
      entries.add(
          SendMessageBatchRequestEntry.builder()
              .id(Integer.toString(i))
              .messageBody(bodies.get(i))
              .build());
    }
    var request = SendMessageBatchRequest.builder().queueUrl(queue.url()).entries(entries).build();
    try {
      return result(bodies.size(), sqs.sendMessageBatch(request));
    } catch (AwsServiceException e) {
      return SendResult.failed(SqsFailures.ofRequest(e));
    }
  }

  @Override
  public void abort() {
    abort.run();
  }

  @Override
  public void close() {
    SqsClient sqs = client;
    client = null;
    if (sqs != null) {
      sqs.close();
    }
  }

  private static SendResult result(int messages, SendMessageBatchResponse response) {
    var failures = new HashMap<Integer, SendFailure>();
    for (int i = 0; i < messages; i++) {
      failures.put(i, NO_RESULT);
    }
    for (SendMessageBatchResultEntry entry : response.successful()) {
      failures.remove(Integer.valueOf(entry.id()));
    }
    for (BatchResultErrorEntry entry : response.failed()) {
      failures.put(Integer.valueOf(entry.id()), SqsFailures.ofEntry(entry));
    }
    return SendResult.acceptedExcept(failures);
  }
}
