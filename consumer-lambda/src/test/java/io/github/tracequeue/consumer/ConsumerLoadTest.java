// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import static io.github.tracequeue.consumer.TestConsumer.NOW;
import static io.github.tracequeue.consumer.TestConsumer.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.consumer.TestConsumer.TestMessage;
import io.github.tracequeue.testkit.InMemoryDynamoDb;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Batches of the greatest sizes, and several at once. */
final class ConsumerLoadTest {

  @Test
  void handle_tenThousandMessages_storesAndMetersEach() {
    InMemoryDynamoDb table = new InMemoryDynamoDb();
    TestConsumer consumer = TestConsumer.over(table);

    assertThat(consumer.handle(messages(0, 10_000), 120_000)).isEmpty();

    assertThat(table.size()).isEqualTo(10_000);
    assertThat(consumer.cloudWatch.sum("EventsStored", "")).isEqualTo(10_000);
    assertThat(consumer.cloudWatch.sum("InvocationLatency", ""))
        .isEqualTo(IntStream.range(0, 10_000).mapToDouble(i -> 900 + i % 4001).sum());
    assertThat(consumer.cloudWatch.requests())
        .allSatisfy(request -> assertThat(request.metricData()).hasSizeLessThanOrEqualTo(1000));
  }

  @Test
  void handle_manyBadMessages_quarantinesEach() {
    TestConsumer consumer = TestConsumer.over(new InMemoryDynamoDb());
    List<TestMessage> batch =
        IntStream.range(0, 500).mapToObj(i -> message("m" + i, "not JSON " + i)).toList();

    assertThat(consumer.handle(batch, 60_000)).isEmpty();

    Set<String> bodies = new HashSet<>();
    consumer.quarantined().forEach(message -> bodies.add(message.body()));
    assertThat(bodies).hasSize(500).contains("not JSON 0", "not JSON 499");
  }

  @Test
  void handle_bodiesOfOneMebibyte_areStoredOrQuarantined() {
    TestConsumer consumer = TestConsumer.create();
    int limit = 1024 * 1024;
    String good = SampleBodies.typical(1, NOW);
    String padded = good.substring(0, good.length() - 1) + ",\"pad\":\"" + "x".repeat(limit);
    String large = padded.substring(0, limit - 2) + "\"}";
    String plain = "\u65e5".repeat(limit / 3);
    String known = "{\"model\":\"" + "m".repeat(limit - 12) + "\"}";

    assertThat(
            consumer.handle(
                message("large", large), message("plain", plain), message("known", known)))
        .isEmpty();

    assertThat(consumer.traces()).hasSize(1);
    assertThat(consumer.quarantined())
        .hasSize(2)
        .anyMatch(message -> message.body().length() > 300_000)
        .anyMatch(message -> message.body().endsWith(",\"_redacted\":{\"model\":1048564}}"));
  }

  @Test
  void handle_concurrentInvocations_mixNothingUp() throws Exception {
    TestConsumer consumer = TestConsumer.over(new InMemoryDynamoDb());
    ExecutorService invocations = Executors.newFixedThreadPool(8);
    try {
      List<Future<List<String>>> answers = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        // Every batch overlaps with the one before it by half.
        List<TestMessage> batch = messages(i * 50, 100);
        answers.add(invocations.submit(() -> consumer.handle(batch, 60_000)));
      }
      for (Future<List<String>> answer : answers) {
        assertThat(answer.get()).isEmpty();
      }
    } finally {
      invocations.shutdownNow();
    }

    assertThat(consumer.cloudWatch.sum("EventsStored", "")).isEqualTo(2_050);
    assertThat(consumer.cloudWatch.sum("EventsDuplicate", "")).isEqualTo(4_000 - 2_050);
    assertThat(consumer.cloudWatch.sum("InvocationLatency", ""))
        .isEqualTo(IntStream.range(0, 2_050).mapToDouble(i -> 900 + i % 4001).sum());
  }

  private static List<TestMessage> messages(int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj(i -> message("m" + i, SampleBodies.typical(i, NOW)))
        .toList();
  }
}
