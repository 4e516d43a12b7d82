// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.batchmanager.SqsAsyncBatchManager;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/** AWS's client-side batching with the Netty client and all defaults: one message per call. */
final class BatchManagerPipe implements Pipe {
  private final String queueUrl;
  private final SqsAsyncClient client;
  private final SqsAsyncBatchManager manager;
  private final AtomicLong pending = new AtomicLong();

  private BatchManagerPipe(String sink, SqsAsyncClient client) {
    this.queueUrl = SyncSqs.queueUrl(sink);
    this.client = client;
    this.manager = client.batchManager();
  }

  static BatchManagerPipe open(String sink, Condition condition) {
    return new BatchManagerPipe(
        sink,
        SqsAsyncClient.builder()
            .credentialsProvider(SlowCredentials.under(condition))
            .checksumValidationEnabled(false)
            .region(Region.US_EAST_1)
            .endpointOverride(URI.create(sink))
            .build());
  }

  @Override
  public SendMessageRequest event(Call call) {
    String json = call.toJson(UUID.randomUUID().toString(), Instant.now().toString());
    return SendMessageRequest.builder().queueUrl(queueUrl).messageBody(json).build();
  }

  @Override
  public boolean hand(Object event) {
    pending.incrementAndGet();
    CompletableFuture<SendMessageResponse> answer = manager.sendMessage((SendMessageRequest) event);
    CompletableFuture<SendMessageResponse> counted =
        answer.whenComplete((response, error) -> pending.decrementAndGet());
    return !counted.isCompletedExceptionally();
  }

  @Override
  public long unbounded() {
    return pending.get();
  }

  /** There is no flush; lingering messages are sent within 200 ms. */
  @Override
  public void flush(Duration timeout) {
    long end = System.nanoTime() + timeout.toNanos();
    while (pending.get() > 0 && System.nanoTime() < end) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Override
  public void close() {
    manager.close();
    client.close();
  }
}
