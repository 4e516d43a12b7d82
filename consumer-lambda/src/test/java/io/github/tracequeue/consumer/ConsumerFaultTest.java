// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import static io.github.tracequeue.consumer.TestConsumer.NOW;
import static io.github.tracequeue.consumer.TestConsumer.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tracequeue.consumer.FaultyDynamoDb.Fault;
import io.github.tracequeue.consumer.TestConsumer.TestMessage;
import io.github.tracequeue.store.StoredRun;
import io.github.tracequeue.store.StoredRun.Status;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** Batches while a service fails, partly or completely. */
final class ConsumerFaultTest {

  @Test
  void handle_answersLost_countsOurOwnRepeatedWritesOnce() {
    try (FaultyDynamoDb dynamoDb = FaultyDynamoDb.start(onFirst(10, Fault.ANSWER_LOST))) {
      TestConsumer consumer = TestConsumer.over(client(dynamoDb.uri()));

      assertThat(consumer.handle(messages(20), 60_000)).isEmpty();

      assertThat(consumer.traces()).hasSize(20);
      assertThat(dynamoDb.writes()).isGreaterThan(20);
      assertThat(consumer.cloudWatch.sum("EventsStored", "")).isEqualTo(20);
      assertThat(consumer.cloudWatch.sum("EventsDuplicate", "")).isZero();
      assertThat(consumer.cloudWatch.sum("EventsConflict", "")).isZero();
    }
  }

  @Test
  void handle_throttledAndFailedWrites_areRetried() {
    try (FaultyDynamoDb dynamoDb =
        FaultyDynamoDb.start(
            number ->
                number >= 12
                    ? Fault.NONE
                    : number % 2 == 0 ? Fault.THROTTLED : Fault.SERVER_ERROR)) {
      TestConsumer consumer = TestConsumer.over(client(dynamoDb.uri()));

      assertThat(consumer.handle(messages(20), 60_000)).isEmpty();

      assertThat(consumer.traces()).hasSize(20);
      assertThat(consumer.cloudWatch.sum("EventsStored", "")).isEqualTo(20);
    }
  }

  @Test
  void handle_errorsWithoutACode_returnWhatIsNotStored() {
    try (FaultyDynamoDb dynamoDb =
        FaultyDynamoDb.start(number -> number < 5 ? Fault.NONE : Fault.BAD_GATEWAY)) {
      TestConsumer consumer = TestConsumer.over(client(dynamoDb.uri()));

      assertThat(consumer.handle(messages(8), 60_000)).hasSize(3);

      assertThat(consumer.traces()).hasSize(5);
      assertThat(consumer.cloudWatch.sum("EventsStored", "")).isEqualTo(5);
      assertThat(consumer.lines).anyMatch(line -> line.contains("\"HTTP 502\":3"));
    }
  }

  @Test
  void handle_lastingThrottling_returnsWhatIsNotStoredAndOnlyThat() {
    try (FaultyDynamoDb dynamoDb =
        FaultyDynamoDb.start(number -> number < 5 ? Fault.NONE : Fault.THROTTLED)) {
      TestConsumer consumer = TestConsumer.over(client(dynamoDb.uri()));
      List<TestMessage> batch = new ArrayList<>(messages(20));
      batch.add(message("bad", "not JSON"));

      List<String> returned = consumer.handle(batch, 12_000);

      assertThat(returned).hasSize(15).doesNotContain("bad").doesNotHaveDuplicates();
      assertThat(consumer.traces()).hasSize(5);
      assertThat(consumer.quarantined()).hasSize(1);
      assertThat(consumer.cloudWatch.sum("EventsStored", "")).isEqualTo(5);
      assertThat(consumer.lines)
          .singleElement()
          .satisfies(
              line ->
                  assertThat(line)
                      .contains("\"level\":\"WARN\"")
                      .contains("\"failed\":15")
                      .contains("\"ProvisionedThroughputExceededException\":"));
    }
  }

  @Test
  void handle_hangingService_returnsTheUnfinishedBeforeTheTimeOut() {
    try (FaultyDynamoDb dynamoDb =
        FaultyDynamoDb.start(number -> number < 5 ? Fault.NONE : Fault.HANGS)) {
      TestConsumer consumer = TestConsumer.over(client(dynamoDb.uri()));
      long start = System.nanoTime();

      List<String> returned = consumer.handle(messages(20), 5_000);

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(4_900));
      assertThat(returned).hasSize(15);
      assertThat(consumer.cloudWatch.sum("EventsStored", "")).isEqualTo(5);
      assertThat(consumer.lines).anyMatch(line -> line.contains("unfinished at the deadline"));
      // The hanging writes were done: their messages come again and are known by then.
      TestConsumer later = consumer.overTheSameTable();
      assertThat(later.handle(messages(20), 60_000)).isEmpty();
      assertThat(later.traces()).hasSize(20);
      assertThat(later.cloudWatch.sum("EventsConflict", "")).isZero();
    }
  }

  @Test
  void handle_writesUnderWayAsTimeRunsOut_areNotStoredWithoutBeingMetered() {
    try (FaultyDynamoDb dynamoDb = FaultyDynamoDb.start(number -> Fault.SLOW)) {
      TestConsumer consumer = TestConsumer.over(client(dynamoDb.uri()));
      List<TestMessage> batch = messages(2_000);

      List<String> returned = consumer.handle(batch, 6_000);

      // Far more than could be written in the time; what was is in the table and in the metrics.
      assertThat(returned).isNotEmpty();
      assertThat(consumer.traces()).isNotEmpty().hasSize(batch.size() - returned.size());
      assertThat(consumer.cloudWatch.sum("EventsStored", "")).isEqualTo(consumer.traces().size());
      assertThat(consumer.cloudWatch.sum("InputTokenCount", "cto"))
          .isEqualTo(
              consumer.traces().stream()
                  .filter(trace -> trace.agentSlug().equals("cto"))
                  .mapToDouble(trace -> trace.tokens().input())
                  .sum());
    }
  }

  @Test
  void handle_secondEventOfARunFails_countsTheFirstNow() {
    AtomicInteger writes = new AtomicInteger();
    DynamoDbClient failing =
        new ForwardingDynamoDb(
            request -> {
              if (writes.incrementAndGet() > 1) {
                throw DynamoDbException.builder().statusCode(500).message("down").build();
              }
              return LocalServices.dynamoDb().putItem(request);
            });
    TestConsumer consumer = TestConsumer.over(failing);
    TestMessage first = message("a", SampleBodies.run(1, "running", NOW));
    TestMessage second = message("b", SampleBodies.run(2, "succeeded", NOW));

    assertThat(consumer.handle(first, second)).containsExactly("b");
    assertThat(consumer.cloudWatch.sum("EventsStored", "")).isEqualTo(1);

    TestConsumer later = consumer.overTheSameTable();
    assertThat(later.handle(second)).isEmpty();
    assertThat(later.cloudWatch.sum("EventsStored", "")).isEqualTo(1);
    assertThat(later.runs()).singleElement().returns(Status.SUCCEEDED, StoredRun::status);
  }

  @Test
  void handle_missingTable_failsTheInvocationSoThatTheQueueBacksOff() {
    TestConsumer consumer = TestConsumer.over(refusing());

    // Lambda prints what is thrown, so that it must not repeat what the service said.
    assertThatThrownBy(() -> consumer.handle(messages(3), 60_000))
        .isInstanceOf(BatchFailedException.class)
        .hasMessage("the service refused every write: ResourceNotFoundException")
        .hasNoCause();
    assertThat(consumer.lines)
        .anyMatch(line -> line.contains("\"ResourceNotFoundException\":3"))
        .noneMatch(line -> line.contains("secret"));
  }

  @Test
  void handle_missingTableButSomethingDone_returnsTheRest() {
    TestConsumer consumer = TestConsumer.over(refusing());

    assertThat(consumer.handle(message("bad", "{}"), messages(1).get(0))).containsExactly("m0");
    assertThat(consumer.quarantined()).hasSize(1);
  }

  @Test
  void handle_failedMessageWithoutAnId_failsTheInvocation() {
    TestConsumer consumer = TestConsumer.over(refusing());

    assertThatThrownBy(
            () -> consumer.handle(message("bad", "{}"), message("", SampleBodies.typical(1, NOW))))
        .isInstanceOf(BatchFailedException.class)
        .hasMessageContaining("without an id");
  }

  @Test
  void handle_cloudWatchDown_printsTheMetricsAndSucceeds() {
    TestConsumer consumer = TestConsumer.create();
    consumer.cloudWatch.goDown();

    assertThat(consumer.handle(messages(8), 60_000)).isEmpty();

    assertThat(consumer.traces()).hasSize(8);
    // One line for each agent, one for all of them with the pipeline's counts, and the summary.
    assertThat(consumer.lines).hasSize(6);
    assertThat(consumer.lines.subList(0, 5)).allMatch(line -> line.startsWith("{\"_aws\":"));
    assertThat(consumer.lines)
        .anyMatch(line -> line.contains("\"EventsStored\":[8.0]"))
        .anyMatch(
            line ->
                line.contains("\"Agent\":\"cto\"")
                    && line.contains("\"InputTokenCount\":[2004.0]"));
  }

  @Test
  void handle_quarantineQueueDown_returnsTheRejectedMessagesOnly() {
    TestConsumer consumer = TestConsumer.quarantiningInto(new BrokenSqs(true));

    assertThat(consumer.handle(message("bad", "not JSON"), messages(1).get(0)))
        .containsExactly("bad");
    assertThat(consumer.traces()).hasSize(1);
    assertThat(consumer.cloudWatch.sum("EventsQuarantined", "")).isZero();
  }

  @Test
  void handle_quarantineQueueRefusesOne_returnsThatOne() {
    TestConsumer consumer = TestConsumer.quarantiningInto(new BrokenSqs(false));

    assertThat(
            consumer.handle(
                message("a", "not JSON"), message("b", "not JSON"), message("c", "not JSON")))
        .containsExactly("b");
    assertThat(consumer.cloudWatch.sum("EventsQuarantined", "")).isEqualTo(2);
    assertThat(consumer.lines)
        .anyMatch(
            line ->
                line.contains("\"level\":\"WARN\"")
                    && line.contains("\"refused by the quarantine queue\":1"));
  }

  @Test
  void handle_quarantineQueueDownAndUpAgain_countsEachCallAndDropOnce() {
    Map<String, String> sampling =
        Map.of("TRACEQUEUE_SAMPLE_RATE", "0.000001", "TRACEQUEUE_SAMPLE_SLOW_MS", "905");
    TestConsumer down = TestConsumer.quarantiningInto(new BrokenSqs(true), sampling);
    // Number 5 is slow and so kept, number 1 is not, and the last one is rejected.
    String kept = envelope(SampleBodies.typical(5, NOW), SampleBodies.typical(1, NOW), "{}");
    String sampledOut = envelope(SampleBodies.typical(2, NOW), "{}");

    assertThat(down.handle(message("kept", kept), message("sampled out", sampledOut)))
        .containsExactlyInAnyOrder("kept", "sampled out");
    TestConsumer up = down.overTheSameTable(sampling);
    assertThat(up.handle(message("kept", kept), message("sampled out", sampledOut))).isEmpty();

    assertThat(up.traces()).hasSize(1);
    assertThat(up.quarantined()).hasSize(2);
    assertThat(sum("EventsSampledOut", "", down, up)).isEqualTo(2);
    assertThat(sum("EventsStored", "", down, up)).isEqualTo(1);
    assertThat(sum("ProducerDropped", "", down, up)).isEqualTo(14);
    assertThat(sum("InputTokenCount", "sre", down, up)).isEqualTo(1001 + 1005);
    assertThat(sum("InputTokenCount", "security", down, up)).isEqualTo(1002);
  }

  private static String envelope(String... events) {
    return "{\"v\":1,\"dropped\":{\"queue_full\":7},\"events\":[" + String.join(",", events) + "]}";
  }

  private static double sum(String metric, String agent, TestConsumer... processes) {
    return Arrays.stream(processes)
        .mapToDouble(process -> process.cloudWatch.sum(metric, agent))
        .sum();
  }

  private static IntFunction<Fault> onFirst(int writes, Fault fault) {
    return number -> number < writes ? fault : Fault.NONE;
  }

  private static DynamoDbClient client(URI endpoint) {
    DynamoDbClientBuilder builder =
        DynamoDbClient.builder()
            .endpointOverride(endpoint)
            .region(LocalServices.REGION)
            .credentialsProvider(LocalServices.CREDENTIALS)
            .overrideConfiguration(AwsClients.writeLimits())
            .httpClient(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(Duration.ofSeconds(1))
                    .socketTimeout(Duration.ofSeconds(10))
                    .build());
    return builder.build();
  }

  private static List<TestMessage> messages(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> message("m" + i, SampleBodies.typical(i, NOW)))
        .toList();
  }

  /** A table that is not there; what the service says repeats what it was sent. */
  private static DynamoDbClient refusing() {
    return new ForwardingDynamoDb(
        request -> {
          throw DynamoDbException.builder()
              .statusCode(400)
              .awsErrorDetails(
                  AwsErrorDetails.builder()
                      .errorCode("ResourceNotFoundException")
                      .errorMessage("secret")
                      .build())
              .build();
        });
  }

  /** A queue that is down, or refuses the second entry of each request. */
  private record BrokenSqs(boolean down) implements SqsClient {

    @Override
    public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
      if (down) {
        throw SqsException.builder().statusCode(503).message("down").build();
      }
      return SendMessageBatchResponse.builder()
          .failed(
              BatchResultErrorEntry.builder()
                  .id(request.entries().get(1).id())
                  .code("InternalError")
                  .build())
          .build();
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }
}
