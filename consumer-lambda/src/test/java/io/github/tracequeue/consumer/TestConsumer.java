// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.tracequeue.consumer.message.PromptHasher;
import io.github.tracequeue.consumer.promptkey.KeySource;
import io.github.tracequeue.consumer.promptkey.RotatingHashers;
import io.github.tracequeue.store.Shards;
import io.github.tracequeue.store.StoredRun;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.TraceReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** The handler over a table and a quarantine queue of its own, and what it left there. */
final class TestConsumer {

  static final Instant NOW = Instant.parse("2026-11-23T12:30:00Z");

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final PojoSerializer<SQSEvent> EVENTS =
      LambdaEventSerializers.serializerFor(SQSEvent.class, TestConsumer.class.getClassLoader());
  private static final PojoSerializer<SQSBatchResponse> RESPONSES =
      LambdaEventSerializers.serializerFor(
          SQSBatchResponse.class, TestConsumer.class.getClassLoader());

  final RecordingCloudWatch cloudWatch = new RecordingCloudWatch();
  final List<String> lines = new CopyOnWriteArrayList<>();
  final String table;
  final String queueUrl;
  final String quarantineUrl;

  private final ConsumerHandler handler;

  private TestConsumer(
      DynamoDbClient dynamoDb,
      SqsClient sqs,
      Supplier<PromptHasher> hashers,
      Map<String, String> environment) {
    this(
        dynamoDb,
        sqs,
        hashers,
        environment,
        LocalServices.newTable(),
        LocalServices.newQueue(),
        LocalServices.newQueue());
  }

  private TestConsumer(
      DynamoDbClient dynamoDb,
      SqsClient sqs,
      Supplier<PromptHasher> hashers,
      Map<String, String> environment,
      String table,
      String queueUrl,
      String quarantineUrl) {
    this.table = table;
    this.queueUrl = queueUrl;
    this.quarantineUrl = quarantineUrl;
    var all = new HashMap<>(environment);
    all.put("TRACEQUEUE_TABLE", table);
    all.putIfAbsent("TRACEQUEUE_QUEUE_URL", queueUrl);
    all.put("TRACEQUEUE_QUARANTINE_QUEUE_URL", quarantineUrl);
    handler =
        new ConsumerHandler(
            ConsumerSettings.fromEnvironment(all),
            new AwsClients(dynamoDb, sqs, cloudWatch),
            hashers,
            lines::add,
            InstantSource.fixed(NOW));
  }

  static TestConsumer create() {
    return over(LocalServices.dynamoDb());
  }

  static TestConsumer over(DynamoDbClient dynamoDb) {
    return new TestConsumer(dynamoDb, LocalServices.sqs(), PromptHasher::plain, Map.of());
  }

  static TestConsumer with(Map<String, String> environment) {
    return with(LocalServices.dynamoDb(), environment);
  }

  static TestConsumer with(DynamoDbClient dynamoDb, Map<String, String> environment) {
    return new TestConsumer(dynamoDb, LocalServices.sqs(), PromptHasher::plain, environment);
  }

  static TestConsumer quarantiningInto(SqsClient sqs) {
    return quarantiningInto(sqs, Map.of());
  }

  static TestConsumer quarantiningInto(SqsClient sqs, Map<String, String> environment) {
    return new TestConsumer(LocalServices.dynamoDb(), sqs, PromptHasher::plain, environment);
  }

  static TestConsumer hashingWith(KeySource source) {
    return new TestConsumer(
        LocalServices.dynamoDb(),
        LocalServices.sqs(),
        RotatingHashers.of(source, InstantSource.fixed(NOW)),
        Map.of());
  }

  /** Another process with the services up again. */
  TestConsumer overTheSameTable() {
    return overTheSameTable(Map.of());
  }

  /** Another process with a table that does what the test says. */
  TestConsumer overTheSameTable(DynamoDbClient dynamoDb) {
    return overTheSameTable(dynamoDb, Map.of());
  }

  TestConsumer overTheSameTable(Map<String, String> environment) {
    return overTheSameTable(LocalServices.dynamoDb(), environment);
  }

  TestConsumer overTheSameTable(DynamoDbClient dynamoDb, Map<String, String> environment) {
    return new TestConsumer(
        dynamoDb,
        LocalServices.sqs(),
        PromptHasher::plain,
        environment,
        table,
        queueUrl,
        quarantineUrl);
  }

  /** A bare event with a prompt. */
  static String traceWithPrompt(String prompt) {
    return traceWithPrompt(prompt, "cto", NOW);
  }

  static String traceWithPrompt(String prompt, String agent, Instant timestamp) {
    return MAPPER
        .createObjectNode()
        .put("event_id", UUID.randomUUID().toString())
        .put("timestamp", timestamp.toString())
        .put("agent_slug", agent)
        .put("model", "claude-haiku-4-5")
        .put("input_tokens", 100)
        .put("output_tokens", 20)
        .put("latency_ms", 900)
        .put("prompt_preview", prompt)
        .toString();
  }

  /** A message of a batch. */
  record TestMessage(String id, String body) {}

  static TestMessage message(String id, String body) {
    return new TestMessage(id, body);
  }

  /** The ids that the handler gives back. */
  List<String> handle(TestMessage... messages) {
    return handle(List.of(messages), 60_000);
  }

  List<String> handle(List<TestMessage> messages, int remainingMillis) {
    return handle(event(messages), remainingMillis);
  }

  List<String> handleRaw(String event) {
    return handle(event.getBytes(UTF_8), 60_000);
  }

  private List<String> handle(byte[] event, int remainingMillis) {
    try {
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      handler.handleRequest(
          new ByteArrayInputStream(event), answer, new TestContext(remainingMillis));
      return RESPONSES
          .fromJson(new ByteArrayInputStream(answer.toByteArray()))
          .getBatchItemFailures()
          .stream()
          .map(SQSBatchResponse.BatchItemFailure::getItemIdentifier)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The batch as Lambda passes it to a function. */
  static byte[] event(List<TestMessage> messages) {
    SQSEvent event = new SQSEvent();
    event.setRecords(messages.stream().map(TestConsumer::record).toList());
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    EVENTS.toJson(event, json);
    return json.toByteArray();
  }

  private static SQSEvent.SQSMessage record(TestMessage message) {
    SQSEvent.SQSMessage record = new SQSEvent.SQSMessage();
    record.setMessageId(message.id());
    record.setReceiptHandle("r");
    record.setBody(message.body());
    record.setAttributes(
        Map.of("ApproximateReceiveCount", "1", "SentTimestamp", Long.toString(NOW.toEpochMilli())));
    record.setMessageAttributes(Map.of());
    record.setEventSource("aws:sqs");
    record.setEventSourceArn("arn:aws:sqs:eu-central-1:000000000000:traces");
    record.setAwsRegion("eu-central-1");
    return record;
  }

  List<StoredTrace> traces() {
    return reader()
        .traces(Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2100-01-01T00:00:00Z"))
        .toList();
  }

  List<StoredRun> runs() {
    return reader().runs().toList();
  }

  /** Everything that the table holds, as text. */
  String tableDump() {
    return LocalServices.dynamoDb().scanPaginator(scan -> scan.tableName(table)).items().stream()
        .toList()
        .toString();
  }

  /** Takes all messages from the quarantine queue. */
  List<Message> quarantined() {
    return take(quarantineUrl);
  }

  /** Takes what was sent back to the queue, as it is delivered next. */
  List<TestMessage> sentBack() {
    return take(queueUrl).stream()
        .map(message -> message(message.messageId(), message.body()))
        .toList();
  }

  private static List<Message> take(String url) {
    List<Message> all = new ArrayList<>();
    List<Message> some;
    do {
      some =
          LocalServices.sqs()
              .receiveMessage(
                  request ->
                      request.queueUrl(url).maxNumberOfMessages(10).messageAttributeNames("All"))
              .messages();
      all.addAll(some);
    } while (!some.isEmpty());
    return all;
  }

  private TraceReader reader() {
    return TraceReader.create(
        LocalServices.dynamoDb(), table, Shards.ONE, InstantSource.fixed(NOW));
  }
}
