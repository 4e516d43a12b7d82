// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.local.PipelineSettings.EventSource;
import io.github.tracequeue.testkit.lambda.FunctionSettings;
import io.github.tracequeue.testkit.lambda.InvocationResult;
import io.github.tracequeue.testkit.lambda.InvocationResult.Answer;
import io.github.tracequeue.testkit.lambda.InvocationResult.Failure;
import io.github.tracequeue.testkit.lambda.InvocationResult.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

final class EventSourceMappingTest {
  private static final Answer SUCCESS = new Answer("{\"batchItemFailures\":[]}");
  private static final Failure THROWN = new Failure(Reason.ERROR, "thrown");

  private final Closing closing = new Closing();
  private final BlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();
  private final StateFolder state = closing.add(StateFolder.open(null));
  private final EmbeddedServices services =
      closing.add(EmbeddedServices.start(Ports.from(0), state, Clock.systemUTC()));
  private final SqsClient sqs = closing.add(services.endpoints().sqsClient());
  private PipelineResources resources = provision(3, 3);

  @AfterEach
  void close() {
    closing.close();
  }

  @Test
  void batch_fullBeforeTheWindowEnds_sentAtOnce() throws Exception {
    start(source(5, Duration.ofSeconds(30), 2), event -> SUCCESS);

    send("a", "b", "c", "d", "e");

    assertThat(bodies(next())).containsExactlyInAnyOrder("a", "b", "c", "d", "e");
  }

  @Test
  void batch_notFull_sentWhenTheWindowEnds() throws Exception {
    send("a", "b");
    long started = System.nanoTime();
    start(source(50, Duration.ofSeconds(2), 2), event -> SUCCESS);

    assertThat(bodies(next())).containsExactlyInAnyOrder("a", "b");
    assertThat(Duration.ofNanos(System.nanoTime() - started))
        .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(8));
  }

  @Test
  void batch_manyMessages_neverOverTheSize() throws Exception {
    resources = provision(60, 3);
    for (int i = 0; i < 6; i++) {
      send("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
    }
    EventSourceMapping mapping = start(source(25, Duration.ofSeconds(1), 2), event -> SUCCESS);

    int seen = 0;
    while (seen < 60) {
      int size = next().get("Records").size();
      assertThat(size).isLessThanOrEqualTo(25);
      seen += size;
    }
    awaitSettled(mapping);
    assertThat(mapping.counts().deleted()).isEqualTo(60);
  }

  @Test
  void batch_largeMessages_neverOverSixMegabytes() throws Exception {
    resources = provision(60, 3);
    String large = "\"".repeat(1_000_000);
    for (int i = 0; i < 7; i++) {
      send(large);
    }
    EventSourceMapping mapping = start(source(50, Duration.ofSeconds(1), 2), event -> SUCCESS);

    int seen = 0;
    while (seen < 7) {
      JsonNode event = next();
      // Each quote takes two bytes in JSON.
      assertThat(event.toString().getBytes(StandardCharsets.UTF_8))
          .hasSizeBetween(2_000_000, FunctionSettings.MAX_PAYLOAD_BYTES);
      seen += event.get("Records").size();
    }
    awaitSettled(mapping);
    assertThat(mapping.counts().received()).isEqualTo(7);
    assertThat(mapping.counts().deleted()).isEqualTo(7);
  }

  @Test
  void invocations_atOnce_asManyAsAllowed() throws Exception {
    CountDownLatch two = new CountDownLatch(2);
    Semaphore go = new Semaphore(0);
    resources = provision(60, 3);
    EventSourceMapping mapping =
        start(
            source(1, Duration.ZERO, 2),
            event -> {
              two.countDown();
              go.acquire();
              return SUCCESS;
            });
    send("a", "b", "c", "d");

    assertThat(two.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(mapping.counts().invocations()).isEqualTo(2);
    go.release(4);
    awaitSettled(mapping);
    assertThat(mapping.counts().invocations()).isEqualTo(4);
  }

  @Test
  void event_fromTheQueue_hasWhatAwsSends() throws Exception {
    start(source(10, Duration.ZERO, 2), event -> SUCCESS);
    sqs.sendMessage(
        request ->
            request
                .queueUrl(resources.eventsUrl())
                .messageBody("körper")
                .messageAttributes(
                    Map.of(
                        "k",
                        MessageAttributeValue.builder()
                            .dataType("String")
                            .stringValue("v")
                            .build())));

    JsonNode record = next().get("Records").get(0);
    assertThat(record.get("body").asText()).isEqualTo("körper");
    assertThat(record.get("md5OfBody").asText()).isEqualTo("4d44adfcd9ebc0dda1679f034889d292");
    assertThat(record.get("eventSource").asText()).isEqualTo("aws:sqs");
    assertThat(record.get("eventSourceARN").asText())
        .isEqualTo("arn:aws:sqs:local:000000000000:tracequeue-events");
    assertThat(record.get("awsRegion").asText()).isEqualTo("local");
    assertThat(record.get("receiptHandle").asText()).isNotEmpty();
    assertThat(record.get("messageAttributes").get("k").get("stringValue").asText()).isEqualTo("v");
    assertThat(record.get("attributes").get("ApproximateReceiveCount").asText()).isEqualTo("1");
    assertThat(record.get("attributes").get("SentTimestamp").asText()).matches("\\d{13}");
    assertThat(record.get("attributes").get("ApproximateFirstReceiveTimestamp").asText())
        .matches("\\d{13}");
    assertThat(record.get("attributes").get("SenderId").asText()).isNotEmpty();
  }

  @Test
  void answer_namesOneMessage_onlyThatComesBack() throws Exception {
    EventSourceMapping mapping =
        start(
            source(3, Duration.ofSeconds(1), 2),
            event ->
                new Answer(
                    attempt(event) == 1
                        ? "{\"batchItemFailures\":[{\"itemIdentifier\":\"%s\"}]}"
                            .formatted(idOf(event, "b"))
                        : ""));
    send("a", "b", "c");

    assertThat(bodies(next())).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(bodies(next())).containsExactly("b");
    awaitSettled(mapping);
    assertThat(mapping.counts()).isEqualTo(new MappingCounts(4, 3, 1, 2, 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "{}"})
  void answer_emptyOrNull_everythingIsDeleted(String answer) throws Exception {
    EventSourceMapping mapping = start(source(10, Duration.ZERO, 2), event -> new Answer(answer));
    send("a");

    next();
    awaitSettled(mapping);
    assertThat(mapping.counts()).isEqualTo(new MappingCounts(1, 1, 0, 1, 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "garbage",
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"unknown\"}]}",
        "{\"batchItemFailures\":[{\"id\":\"a\"}]}"
      })
  void answer_malformed_everythingComesBackUntilItIsADeadLetter(String answer) throws Exception {
    resources = provision(1, 1);
    EventSourceMapping mapping = start(source(10, Duration.ZERO, 2), event -> new Answer(answer));
    send("a", "b");

    assertThat(deadLetters(2)).containsExactlyInAnyOrder("a", "b");
    assertThat(mapping.counts().deleted()).isZero();
    assertThat(mapping.counts().errors()).isZero();
  }

  @Test
  void invocation_fails_everythingComesBackUntilItIsADeadLetter() throws Exception {
    resources = provision(1, 3);
    EventSourceMapping mapping = start(source(10, Duration.ZERO, 2), event -> THROWN);
    send("a");

    assertThat(deadLetters(1)).containsExactly("a");
    // As often as maxReceiveCount says, then never again.
    assertThat(mapping.counts()).isEqualTo(new MappingCounts(3, 0, 3, 3, 3));
    assertThat(attempt(next())).isEqualTo(1);
    assertThat(attempt(next())).isEqualTo(2);
    assertThat(attempt(next())).isEqualTo(3);
  }

  @Test
  void invocation_failsOnce_succeedsOnTheNextTry() throws Exception {
    EventSourceMapping mapping =
        start(source(10, Duration.ZERO, 2), event -> attempt(event) == 1 ? THROWN : SUCCESS);
    send("a");

    next();
    assertThat(attempt(next())).isEqualTo(2);
    awaitSettled(mapping);
    assertThat(mapping.counts()).isEqualTo(new MappingCounts(2, 1, 1, 2, 1));
  }

  @Test
  void reportBatchItemFailures_switchedOff_anyAnswerIsSuccess() throws Exception {
    EventSourceMapping mapping =
        start(new EventSource(10, Duration.ZERO, 2, false), event -> new Answer("garbage"));
    send("a");

    next();
    awaitSettled(mapping);
    assertThat(mapping.counts()).isEqualTo(new MappingCounts(1, 1, 0, 1, 0));
  }

  @Test
  void close_whileTheFunctionWorks_theBatchIsNotLost() throws Exception {
    EventSourceMapping mapping =
        start(
            source(10, Duration.ZERO, 2),
            event -> {
              new CountDownLatch(1).await();
              return SUCCESS;
            });
    send("a");
    next();
    mapping.close();

    start(source(10, Duration.ZERO, 2), event -> SUCCESS);
    assertThat(bodies(next())).containsExactly("a");
  }

  private PipelineResources provision(int visibilitySeconds, int receives) {
    sqs.listQueues().queueUrls().forEach(url -> sqs.deleteQueue(request -> request.queueUrl(url)));
    FunctionSettings function = new FunctionSettings("f", "h", 128, Duration.ofSeconds(1));
    return PipelineResources.provision(
        services.endpoints(),
        PipelineSettings.production()
            .withFunction(function)
            .withRedelivery(Duration.ofSeconds(visibilitySeconds), receives));
  }

  private static EventSource source(int size, Duration window, int concurrency) {
    return new EventSource(size, window, concurrency, true);
  }

  /** Starts a mapping to a function that runs here; its events are kept for {@link #next}. */
  private EventSourceMapping start(EventSource source, Handler handler) {
    return closing.add(
        EventSourceMapping.start(
            services.endpoints(),
            resources,
            source,
            event -> {
              JsonNode json = Json.tree(event);
              events.add(json);
              return handler.handle(json);
            }));
  }

  private interface Handler {
    InvocationResult handle(JsonNode event) throws InterruptedException;
  }

  private JsonNode next() throws InterruptedException {
    JsonNode event = events.poll(20, TimeUnit.SECONDS);
    assertThat(event).as("an event within 20 s").isNotNull();
    return event;
  }

  private void send(String... bodies) {
    for (String body : bodies) {
      sqs.sendMessage(request -> request.queueUrl(resources.eventsUrl()).messageBody(body));
    }
  }

  private List<String> deadLetters(int number) {
    List<String> bodies = new ArrayList<>();
    for (int poll = 0; bodies.size() < number && poll < 20; poll++) {
      sqs
          .receiveMessage(
              request ->
                  request
                      .queueUrl(resources.deadLettersUrl())
                      .waitTimeSeconds(1)
                      .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
          .messages()
          .stream()
          .map(Message::body)
          .forEach(bodies::add);
    }
    return bodies;
  }

  private void awaitSettled(EventSourceMapping mapping) {
    long start = System.nanoTime();
    while (QueueDepth.of(sqs, resources.eventsUrl()) > 0 || mapping.held() > 0) {
      assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(20));
    }
  }

  private static List<String> bodies(JsonNode event) {
    return event.findValuesAsText("body");
  }

  private static int attempt(JsonNode event) {
    return event.findValue("ApproximateReceiveCount").asInt();
  }

  private static String idOf(JsonNode event, String body) {
    for (JsonNode record : event.get("Records")) {
      if (record.get("body").asText().equals(body)) {
        return record.get("messageId").asText();
      }
    }
    throw new AssertionError("no message " + body);
  }
}
