// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import static io.github.tracequeue.consumer.TestConsumer.NOW;
import static io.github.tracequeue.consumer.TestConsumer.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.tracequeue.consumer.TestConsumer.TestMessage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** Searches everything that leaves the function for a planted prompt, under any failure. */
final class PromptPrivacyTest {

  private static final String CANARY = "CANARY-PROMPT-7f3a";

  /** Each way in which a prompt can come, good and bad. */
  private static final List<String> BODIES =
      Stream.of(
              trace("\"prompt_preview\":\"%s\""),
              trace("\"prompt_preview\":\"%s\"").replace("\"cto\"", "\"CTO\""),
              trace("\"prompt_preview\":[{\"text\":\"%s\"}]"),
              trace("\"prompt_preview\":\"%s\",\"prompt_hash\":\"0123456789abcdef\""),
              trace("\"prompt_hash\":\"%s\""),
              trace("\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]"),
              trace("\"input_tokens\":-1,\"prompt\":\"%s\""),
              trace("\"input_tokens\":-1,\"%s ?\":1"),
              trace("\"model\":{\"prompt\":\"%s\"}"),
              "{\"v\":1,\"events\":["
                  + trace("\"prompt_preview\":\"%s\"")
                  + ","
                  + trace("\"prompt_preview\":\"%s\",\"latency_ms\":-1")
                  + ",\"%s\",[\"%s\"]]}",
              "{\"v\":9,\"events\":[" + trace("\"prompt_preview\":\"%s\"") + "]}",
              "{\"v\":1,\"producer\":{\"id\":\"\",\"%s ?\":\"%s\"},\"events\":[]}",
              "{\"v\":1,\"dropped\":{\"%s\":1},\"events\":[]}",
              "{\"v\":2,\"producer\":{\"id\":\"p\",\"prompt_preview\":\"%s\"},\"events\":[]}",
              "{\"v\":1,\"dropped\":{\"prompt\":\"%s\"},\"events\":[]}",
              "{\"deep\":" + "[".repeat(1_100) + "1" + "]".repeat(1_100) + ",\"note\":\"%s\"}",
              trace("\"prompt_preview\":\"%s\"").replace("}", ""),
              trace("\"prompt_preview\":\"%s\"") + "{}",
              "\"%s\"",
              "[\"%s\"]")
          .map(body -> body.replace("%s", CANARY))
          .toList();

  private static final List<TestMessage> BATCH =
      IntStream.range(0, BODIES.size()).mapToObj(i -> message("m" + i, BODIES.get(i))).toList();

  @Test
  void handle_promptsOfAllShapes_leaveNoText() {
    TestConsumer consumer = TestConsumer.create();

    assertThat(consumer.handle(BATCH, 60_000)).isEmpty();

    // Good events, and those with an invalid prompt, hash or latency.
    assertThat(consumer.traces()).hasSize(6);
    assertThat(consumer.quarantined())
        .hasSize(12)
        .allSatisfy(message -> assertThat(message.toString()).doesNotContain(CANARY));
    assertNothingLeaked(consumer);
  }

  @Test
  void handle_cloudWatchDown_printsNoText() {
    TestConsumer consumer = TestConsumer.create();
    consumer.cloudWatch.goDown();

    consumer.handle(BATCH, 60_000);

    assertThat(consumer.lines).hasSizeGreaterThan(1);
    assertNothingLeaked(consumer);
  }

  @Test
  void handle_tableRepeatsWhatItGot_printsNoText() {
    TestConsumer consumer = TestConsumer.over(repeating(500));

    assertThat(consumer.handle(BATCH, 60_000)).hasSize(8);

    assertNothingLeaked(consumer);
  }

  @Test
  void handle_tableRefusesAndRepeatsWhatItGot_throwsNoText() {
    TestConsumer consumer = TestConsumer.over(repeating(400));

    Throwable thrown = catchThrowable(() -> consumer.handle(BATCH.get(0)));

    assertThat(thrown).isInstanceOf(BatchFailedException.class);
    assertThat(printed(thrown)).doesNotContain(CANARY);
    assertNothingLeaked(consumer);
  }

  @Test
  void handle_quarantineRepeatsWhatItGot_printsNoText() {
    TestConsumer consumer = TestConsumer.quarantiningInto(new RepeatingSqs());

    assertThat(consumer.handle(BATCH, 60_000)).isNotEmpty();

    assertNothingLeaked(consumer);
  }

  @Test
  void handle_noSqsEvent_throwsNoText() {
    TestConsumer consumer = TestConsumer.create();

    Throwable thrown =
        catchThrowable(() -> consumer.handleRaw("{\"Records\":[{\"body\":" + CANARY + "}]}"));

    assertThat(printed(thrown)).doesNotContain(CANARY);
  }

  private static void assertNothingLeaked(TestConsumer consumer) {
    assertThat(consumer.tableDump()).doesNotContain(CANARY);
    assertThat(consumer.cloudWatch.requests().toString()).doesNotContain(CANARY);
    assertThat(consumer.lines).isNotEmpty().noneMatch(line -> line.contains(CANARY));
  }

  /** An event whose id is that of its fields; fields that come again make it a bad one. */
  private static String trace(String more) {
    String required =
        """
        {"event_id":"%s","timestamp":"%s","agent_slug":"cto","model":"claude-haiku-4-5",\
        "input_tokens":100,"output_tokens":20,"latency_ms":900,"""
            .formatted(SampleBodies.eventId(more.hashCode()), NOW);
    String field = more.substring(0, more.indexOf(':'));
    return required.replaceFirst(field + ":[^,]*,", "") + more + "}";
  }

  /** What the runtime prints of a failed invocation. */
  private static String printed(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private static DynamoDbClient repeating(int status) {
    return new ForwardingDynamoDb(
        (PutItemRequest request) -> {
          throw DynamoDbException.builder()
              .statusCode(status)
              .message(request + CANARY)
              .awsErrorDetails(
                  AwsErrorDetails.builder().errorCode("Code").errorMessage(CANARY).build())
              .build();
        });
  }

  private record RepeatingSqs() implements SqsClient {

    @Override
    public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
      throw SqsException.builder().statusCode(400).message(request + CANARY).build();
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }
}
