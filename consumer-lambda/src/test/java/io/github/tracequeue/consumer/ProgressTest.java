// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import static io.github.tracequeue.consumer.TestConsumer.NOW;
import static io.github.tracequeue.consumer.TestConsumer.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.consumer.TestConsumer.TestMessage;
import io.github.tracequeue.consumer.quarantine.QuarantineMessage;
import io.github.tracequeue.store.StoredTrace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** A message that cannot be finished goes on where it stopped. */
final class ProgressTest {

  /** So much time that writes are begun for about 1.5 s. */
  private static final int SHORT_MILLIS = 4_000;

  @Test
  void handle_partOfAnEnvelope_isStoredAndTheRestComesAgainAlone() {
    TestConsumer consumer = TestConsumer.over(throttledAfter(2));
    TestMessage envelope = message("e", envelope(7, 0, 4, 8, 12, 16));

    assertThat(consumer.handle(List.of(envelope), SHORT_MILLIS)).isEmpty();

    assertThat(consumer.traces()).hasSize(2);
    assertThat(consumer.cloudWatch.sum("ProducerDropped", "")).isEqualTo(7);
    assertThat(consumer.quarantined()).hasSize(1);
    List<TestMessage> rest = consumer.sentBack();
    assertThat(rest).hasSize(1);
    TestConsumer later = consumer.overTheSameTable();
    assertThat(later.handle(rest, 60_000)).isEmpty();
    assertThat(later.traces()).hasSize(5);
    assertThat(later.quarantined()).isEmpty();
    assertThat(sum("EventsStored", consumer, later)).isEqualTo(5);
    assertThat(sum("EventsDuplicate", consumer, later)).isZero();
    assertThat(sum("ProducerDropped", consumer, later)).isEqualTo(7);
    assertThat(consumer.lines).anyMatch(line -> line.contains("\"messages_sent_back\":1"));
  }

  @Test
  void handle_eventsWithoutIds_keepTheirIdsAndTimesInThePieces() {
    String event =
        "{\"agent_slug\":\"cto\",\"model\":\"m\",\"input_tokens\":1,\"output_tokens\":2}";
    String body = "[" + String.join(",", Collections.nCopies(6, event)) + "]";
    TestConsumer whole = TestConsumer.create();
    whole.handle(message("m", body));
    TestConsumer consumer = TestConsumer.over(throttledAfter(2));

    assertThat(consumer.handle(List.of(message("m", body)), SHORT_MILLIS)).isEmpty();
    TestConsumer later = consumer.overTheSameTable();
    later.handle(consumer.sentBack(), 60_000);
    // The first message comes once more: its deletion was lost.
    later.handle(message("m", body));

    assertThat(later.traces()).extracting(StoredTrace::eventId).hasSize(6);
    assertThat(later.traces())
        .usingRecursiveFieldByFieldElementComparator()
        .isEqualTo(whole.traces());
  }

  @Test
  void handle_nothingWritten_returnsTheMessageAsItIs() {
    TestConsumer consumer = TestConsumer.over(throttledAfter(0));

    assertThat(consumer.handle(List.of(message("e", envelope(0, 1, 2))), SHORT_MILLIS)).isEmpty();
    assertThat(consumer.quarantined()).as("its bad event").hasSize(1);
    List<TestMessage> rest = consumer.sentBack();
    TestConsumer again = consumer.overTheSameTable(throttledAfter(0));

    assertThat(again.handle(rest, SHORT_MILLIS))
        .containsExactlyElementsOf(rest.stream().map(TestMessage::id).toList());
    assertThat(again.sentBack()).isEmpty();
  }

  @Test
  void handle_largeMessageBesideSmallOnes_doesNotHoldThemUp() {
    TestConsumer consumer = TestConsumer.over(throttledAfter(60));
    List<TestMessage> batch = new ArrayList<>();
    batch.add(message("large", envelope(0, IntStream.range(100, 600).toArray())));
    for (int i = 0; i < 20; i++) {
      batch.add(message("small" + i, envelope(0, i, i + 20)));
    }

    assertThat(consumer.handle(batch, 12_000)).isEmpty();

    // Each message's first event, then all of the small ones, then as much as fits.
    assertThat(consumer.traces().stream().map(StoredTrace::eventId))
        .hasSize(60)
        .containsAll(IntStream.range(0, 40).mapToObj(SampleBodies::eventId).toList());
    assertThat(consumer.sentBack().stream().map(TestMessage::body))
        .hasSizeGreaterThan(5)
        .allMatch(body -> body.length() <= 61 * 1024);
  }

  @Test
  void handle_eventThatIsAlwaysRefused_becomesADeadLetterAlone() {
    String poison = SampleBodies.eventId(2);
    Predicate<PutItemRequest> refused = put -> put.item().toString().contains(poison);
    TestConsumer consumer = TestConsumer.over(failing(refused));

    assertThat(consumer.handle(message("e", envelope(0, 1, 2, 3)))).isEmpty();
    List<TestMessage> rest = consumer.sentBack();
    TestConsumer again = consumer.overTheSameTable(failing(refused));

    // Nothing of it gets on any more: it comes again as it is, and so ends as a dead letter.
    assertThat(again.handle(rest, 60_000)).hasSize(1);
    assertThat(again.sentBack()).isEmpty();
    assertThat(again.traces()).hasSize(2);
  }

  @Test
  void handle_queueRefusesThePieces_returnsTheMessage() {
    Predicate<PutItemRequest> ofSecondOrThird =
        put ->
            Stream.of(2, 3)
                .anyMatch(call -> put.item().toString().contains(SampleBodies.eventId(call)));
    TestConsumer consumer =
        TestConsumer.with(
            throttled(ofSecondOrThird), Map.of("TRACEQUEUE_QUEUE_URL", "http://127.0.0.1:1/q"));
    TestMessage envelope = message("e", envelope(5, 1, 2, 3));
    TestMessage other = message("other", SampleBodies.typical(4, NOW));

    assertThat(consumer.handle(List.of(envelope, other), SHORT_MILLIS)).containsExactly("e");

    assertThat(consumer.quarantined()).hasSize(1);
    TestConsumer later = consumer.overTheSameTable();
    assertThat(later.handle(envelope)).isEmpty();
    assertThat(later.quarantined()).as("again").hasSize(1);
    assertThat(later.traces()).hasSize(4);
    assertThat(sum("EventsStored", consumer, later)).isEqualTo(4);
    assertThat(sum("ProducerDropped", consumer, later)).isEqualTo(5);
  }

  @Test
  void handle_quarantineTakesSomeOfTheEvents_theOthersComeAgainAlone() {
    TestConsumer consumer = TestConsumer.quarantiningInto(new QuarantineOfOneRequest());
    String bad = String.join(",", Collections.nCopies(25, "{\"agent_slug\":\"cto\"}"));
    TestMessage envelope = message("e", "[" + SampleBodies.typical(1, NOW) + "," + bad + ",1]");

    assertThat(consumer.handle(envelope)).isEmpty();
    assertThat(consumer.quarantined()).hasSize(10);
    TestConsumer later = consumer.overTheSameTable();
    assertThat(later.handle(consumer.sentBack(), 60_000)).isEmpty();

    assertThat(later.quarantined()).hasSize(16);
    assertThat(later.traces()).hasSize(1);
    assertThat(sum("EventsQuarantined", consumer, later)).isEqualTo(26);
    assertThat(consumer.lines).anyMatch(line -> line.contains("\"resent\":16"));
  }

  @Test
  void handle_copyOfAnEventThatIsSentBack_isNotSentBackTwice() {
    TestConsumer consumer = TestConsumer.over(throttledAfter(2));
    String twice = envelope(0, 1, 2, 2, 3);

    assertThat(consumer.handle(List.of(message("e", twice)), SHORT_MILLIS)).isEmpty();
    TestConsumer later = consumer.overTheSameTable();
    later.handle(consumer.sentBack(), 60_000);

    assertThat(later.traces()).hasSize(3);
    assertThat(sum("EventsStored", consumer, later)).isEqualTo(3);
    assertThat(sum("EventsDuplicate", consumer, later)).isEqualTo(1);
  }

  @Test
  void handle_sampledOutEvents_areCountedOnceAlthoughTheRestComesAgain() {
    Map<String, String> sampling =
        Map.of("TRACEQUEUE_SAMPLE_RATE", "0.000001", "TRACEQUEUE_SAMPLE_SLOW_MS", "1000");
    TestConsumer consumer = TestConsumer.with(throttledAfter(1), sampling);
    // Those from number 100 on are slow and so kept.
    TestMessage envelope = message("e", envelope(9, 1, 2, 100, 101, 102));

    assertThat(consumer.handle(List.of(envelope), SHORT_MILLIS)).isEmpty();
    TestConsumer later = consumer.overTheSameTable(sampling);
    later.handle(consumer.sentBack(), 60_000);
    later.handle(envelope);

    assertThat(later.traces()).hasSize(3);
    assertThat(sum("EventsSampledOut", consumer, later)).isEqualTo(2);
    assertThat(sum("EventsStored", consumer, later)).isEqualTo(3);
    assertThat(sum("ProducerDropped", consumer, later)).isEqualTo(9);
  }

  /** An envelope of calls by number, each with its drops and one event that is rejected. */
  private static String envelope(int dropped, int... calls) {
    List<String> events = new ArrayList<>();
    for (int call : calls) {
      events.add(SampleBodies.typical(call, NOW));
    }
    events.add("{\"bad\":1}");
    return "{\"v\":1,\"dropped\":{\"queue_full\":"
        + dropped
        + "},\"events\":["
        + String.join(",", events)
        + "]}";
  }

  private static double sum(String metric, TestConsumer... processes) {
    double sum = 0;
    for (TestConsumer process : processes) {
      sum += process.cloudWatch.sum(metric, "");
    }
    return sum;
  }

  /** A table that takes so many writes of events, and then no more. */
  private static DynamoDbClient throttledAfter(int writes) {
    AtomicInteger left = new AtomicInteger(writes);
    return throttled(
        put -> put.item().toString().contains("GSI1PK") && left.getAndDecrement() <= 0);
  }

  private static DynamoDbClient throttled(Predicate<PutItemRequest> refused) {
    return new ForwardingDynamoDb(
        put -> {
          if (refused.test(put)) {
            throw ProvisionedThroughputExceededException.builder()
                .statusCode(400)
                .awsErrorDetails(
                    AwsErrorDetails.builder()
                        .errorCode("ProvisionedThroughputExceededException")
                        .build())
                .build();
          }
          return LocalServices.dynamoDb().putItem(put);
        });
  }

  private static DynamoDbClient failing(Predicate<PutItemRequest> refused) {
    return new ForwardingDynamoDb(
        put -> {
          if (refused.test(put)) {
            throw DynamoDbException.builder().statusCode(500).message("no").build();
          }
          return LocalServices.dynamoDb().putItem(put);
        });
  }

  /** A quarantine queue that takes one request and then fails; other queues are up. */
  private static final class QuarantineOfOneRequest implements SqsClient {
    private final AtomicInteger left = new AtomicInteger(1);

    @Override
    public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
      boolean isQuarantine =
          request.entries().get(0).messageAttributes().containsKey(QuarantineMessage.REASON);
      if (isQuarantine && left.getAndDecrement() <= 0) {
        throw SqsException.builder().statusCode(503).message("down").build();
      }
      return LocalServices.sqs().sendMessageBatch(request);
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }
}
