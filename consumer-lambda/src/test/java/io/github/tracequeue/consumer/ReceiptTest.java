// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import static io.github.tracequeue.consumer.TestConsumer.NOW;
import static io.github.tracequeue.consumer.TestConsumer.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.consumer.TestConsumer.TestMessage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What a message brings without an item of its own is counted once, whoever has the message. */
@Timeout(60)
final class ReceiptTest {

  private static final Map<String, String> SAMPLING =
      Map.of("TRACEQUEUE_SAMPLE_RATE", "0.000001", "TRACEQUEUE_SAMPLE_SLOW_MS", "1000");

  /** Each of two processes stores a part of one message at the same time. */
  @RepeatedTest(5)
  void handle_twoConsumersHoldOneMessage_countItsDropsAndSampledCallsOnce() {
    CyclicBarrier both = new CyclicBarrier(2);
    DynamoDbClient atOnce =
        new ForwardingDynamoDb(
            put -> {
              await(both);
              return LocalServices.dynamoDb().putItem(put);
            });
    TestConsumer first = TestConsumer.with(atOnce, SAMPLING);
    TestConsumer second = first.overTheSameTable(atOnce, SAMPLING);
    // Number 1 and 2 are sampled out, the others are slow and so kept.
    TestMessage message = message("m", envelope(1, 2, 100, 101, 102, 103));

    CompletableFuture<List<String>> other =
        CompletableFuture.supplyAsync(() -> second.handle(message));
    assertThat(first.handle(message)).isEmpty();
    assertThat(other.join()).isEmpty();

    assertThat(sum("ProducerDropped", first, second)).isEqualTo(7);
    assertThat(sum("EventsSampledOut", first, second)).isEqualTo(2);
    assertThat(sum("EventsStored", first, second)).isEqualTo(4);
    assertThat(sum("EventsDuplicate", first, second)).isEqualTo(6);
  }

  @Test
  void handle_dropsWithoutEventsAgain_countOnce() {
    TestConsumer consumer = TestConsumer.create();
    TestMessage drops = message("d", "{\"v\":1,\"dropped\":{\"shutdown\":10},\"events\":[]}");

    consumer.handle(drops);
    consumer.overTheSameTable().handle(drops);
    TestConsumer later = consumer.overTheSameTable();
    later.handle(drops);

    assertThat(sum("ProducerDropped", consumer, later)).isEqualTo(10);
  }

  @Test
  void handle_nothingButStoredEvents_writesNoReceipt() {
    TestConsumer consumer = TestConsumer.create();

    consumer.handle(message("m", "[" + SampleBodies.typical(1, NOW) + "]"));

    assertThat(consumer.tableDump()).doesNotContain("RECEIPT");
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(2, TimeUnit.SECONDS);
    } catch (Exception e) {
      // The other one has fewer writes left: then each goes on by itself.
      Thread.currentThread().isInterrupted();
    }
  }

  private static String envelope(int... calls) {
    return IntStream.of(calls)
        .mapToObj(call -> SampleBodies.typical(call, NOW))
        .collect(
            Collectors.joining(",", "{\"v\":1,\"dropped\":{\"queue_full\":7},\"events\":[", "]}"));
  }

  private static double sum(String metric, TestConsumer... processes) {
    double sum = 0;
    for (TestConsumer process : processes) {
      sum += process.cloudWatch.sum(metric, "");
    }
    return sum;
  }
}
