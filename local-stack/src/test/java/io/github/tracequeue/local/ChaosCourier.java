// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import io.github.tracequeue.local.Batch.Received;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * An event-source mapping at its worst: takes messages in any order, holds some back, hands a batch
 * to two consumers at once, kills them, and loses deletions. What a consumer acknowledges is
 * deleted, by AWS's rules; everything else comes again.
 */
final class ChaosCourier {
  private static final List<KillPoint> KILLS =
      List.of(KillPoint.AT_A_WRITE, KillPoint.BEFORE_THE_METRICS, KillPoint.BEFORE_THE_ANSWER);

  /** What an invocation has left: mostly enough. */
  private static final List<Duration> TIMES =
      List.of(
          Duration.ofSeconds(9),
          Duration.ofSeconds(9),
          Duration.ofSeconds(9),
          Duration.ofSeconds(9),
          Duration.ofSeconds(2),
          Duration.ofMillis(400));

  private final SqsClient sqs;
  private final SqsClient deleting;
  private final String queueUrl;
  private final Random random;
  private final ExecutorService threads;
  private int killsLeft;

  /**
   * @param sqs without faults
   * @param deleting with faults
   */
  ChaosCourier(
      SqsClient sqs,
      SqsClient deleting,
      String queueUrl,
      Random random,
      int kills,
      ExecutorService threads) {
    this.sqs = sqs;
    this.deleting = deleting;
    this.queueUrl = queueUrl;
    this.random = random;
    this.killsLeft = kills;
    this.threads = threads;
  }

  /** How the courier comes by consumers. */
  interface Consumers {
    /** One of those that are alive; a new one in the place of a dead one. */
    ChaosConsumer alive(int number);
  }

  /** Receives once, and has what came processed; false where nothing came. */
  boolean round(Consumers consumers) {
    List<Message> messages = new ArrayList<>(receive());
    if (messages.isEmpty()) {
      return false;
    }
    if (random.nextInt(3) == 0) {
      messages.addAll(receive());
    }
    Collections.shuffle(messages, random);
    List<Received> batch = new ArrayList<>();
    for (Message message : messages) {
      int luck = random.nextInt(12);
      if (luck == 0 && messages.size() > 1) {
        // Later, behind others.
        giveBack(message.receiptHandle());
        continue;
      }
      if (luck == 1) {
        // Now, and again at the same time.
        giveBack(message.receiptHandle());
      }
      batch.add(
          new Received(
              message.messageId(),
              message.receiptHandle(),
              SqsEventJson.record(message, "arn:aws:sqs:local:000000000000:chaos", "local")));
    }
    if (!batch.isEmpty()) {
      process(consumers, batch);
    }
    return true;
  }

  private void process(Consumers consumers, List<Received> batch) {
    Duration remaining = TIMES.get(random.nextInt(TIMES.size()));
    KillPoint point = KillPoint.NEVER;
    if (killsLeft > 0 && random.nextInt(3) == 0) {
      killsLeft--;
      point = KILLS.get(random.nextInt(KILLS.size()));
    }
    int writes = 1 + random.nextInt(10);
    KillPoint firsts = point;
    ChaosConsumer first = consumers.alive(0);
    if (random.nextInt(6) == 0) {
      ChaosConsumer second = consumers.alive(1);
      CompletableFuture<Set<String>> other =
          CompletableFuture.supplyAsync(
              () -> second.invoke(batch, remaining, KillPoint.NEVER, writes, threads), threads);
      settle(batch, first.invoke(batch, remaining, firsts, writes, threads));
      settle(batch, other.join());
    } else {
      settle(batch, first.invoke(batch, remaining, firsts, writes, threads));
    }
  }

  private List<Message> receive() {
    return sqs.receiveMessage(
            request ->
                request
                    .queueUrl(queueUrl)
                    .maxNumberOfMessages(1 + random.nextInt(10))
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                    .messageAttributeNames("All"))
        .messages();
  }

  private void settle(List<Received> batch, Set<String> failed) {
    List<Received> done = batch.stream().filter(each -> !failed.contains(each.id())).toList();
    batch.stream()
        .filter(each -> failed.contains(each.id()))
        .forEach(each -> giveBack(each.receiptHandle()));
    for (int from = 0; from < done.size(); from += 10) {
      List<Received> some = done.subList(from, Math.min(done.size(), from + 10));
      List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>();
      for (Received each : some) {
        entries.add(
            DeleteMessageBatchRequestEntry.builder()
                .id(Integer.toString(entries.size()))
                .receiptHandle(each.receiptHandle())
                .build());
      }
      try {
        deleting.deleteMessageBatch(request -> request.queueUrl(queueUrl).entries(entries));
      } catch (SdkException e) {
        // Deleted or not, nobody knows: those that are left come again, at once to save time.
        some.forEach(each -> giveBack(each.receiptHandle()));
      }
    }
  }

  private void giveBack(String receiptHandle) {
    try {
      sqs.changeMessageVisibility(
          request -> request.queueUrl(queueUrl).receiptHandle(receiptHandle).visibilityTimeout(0));
    } catch (SdkException e) {
      // It is gone, or has come again already.
      return;
    }
  }
}
