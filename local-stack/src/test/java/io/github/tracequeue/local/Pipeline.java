// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.client.TraceClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/** The packaged consumer with queues and a table of its own, on any backend. */
final class Pipeline implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Closing closing = new Closing();
  private final ServiceEndpoints endpoints;
  private final PipelineSettings settings;
  private final PipelineResources resources;
  private final ConsumerRun consumer;
  private final Path log;
  private final SqsClient sqs;
  private final DynamoDbClient dynamoDb;
  private final CloudWatchClient cloudWatch;

  private Pipeline(
      Backend backend, PipelineSettings settings, Map<String, String> consumerEnvironment) {
    this.endpoints = backend.endpoints();
    this.settings = settings;
    this.resources = PipelineResources.provision(endpoints, settings);
    this.sqs = closing.add(endpoints.sqsClient());
    this.dynamoDb = closing.add(endpoints.dynamoDbClient());
    this.cloudWatch = closing.add(endpoints.cloudWatchClient());
    Path folder = closing.add(StateFolder.open(null)).folder("function");
    this.log = folder.resolve("consumer.log");
    this.consumer =
        closing.add(
            ConsumerRun.start(
                endpoints,
                resources,
                new ConsumerRun.Options(
                    List.of(PackagedFunctions.CONSUMER),
                    settings,
                    false,
                    consumerEnvironment,
                    folder)));
  }

  /** Starts the consumer on new resources, with settings that keep waits short. */
  static Pipeline start(Backend backend) {
    return start(backend, settings(), Map.of());
  }

  static Pipeline start(
      Backend backend, PipelineSettings settings, Map<String, String> consumerEnvironment) {
    assertThat(PackagedFunctions.CONSUMER)
        .as("the packaged consumer, which the build makes first")
        .isRegularFile();
    return new Pipeline(backend, settings, consumerEnvironment);
  }

  /** Settings of production under names that no other test has. */
  static PipelineSettings settings() {
    String suffix = "-" + UUID.randomUUID().toString().substring(0, 8);
    PipelineSettings settings = PipelineSettings.production();
    Duration visibility = Duration.ofSeconds(30);
    return new PipelineSettings(
        new PipelineSettings.Queue("events" + suffix, Duration.ofDays(4), visibility),
        new PipelineSettings.Queue("dead" + suffix, Duration.ofDays(14), visibility),
        new PipelineSettings.Queue("quarantine" + suffix, Duration.ofDays(14), visibility),
        2,
        new PipelineSettings.Table("traces" + suffix, 1, Duration.ofDays(30)),
        settings.function(),
        settings.watch(),
        new PipelineSettings.EventSource(10, Duration.ofSeconds(1), 2, true),
        "Test" + suffix);
  }

  /** A client of the product, to be closed by the test. */
  TraceClient client() {
    return TraceClient.builder(resources.eventsUrl()).sqsClient(endpoints::sqsClient).build();
  }

  /** Sends a body as it is, and returns the message's id. */
  String send(String body) {
    return sqs.sendMessage(request -> request.queueUrl(resources.eventsUrl()).messageBody(body))
        .messageId();
  }

  /** Sends bodies as they are, and returns the messages' ids. */
  List<String> sendAll(List<String> bodies) {
    List<String> ids = new ArrayList<>();
    int from = 0;
    int bytes = 0;
    for (int i = 0; i < bodies.size(); i++) {
      int size = bodies.get(i).getBytes(UTF_8).length;
      if (i - from == 10 || bytes + size > PipelineSettings.Queue.MAX_MESSAGE_BYTES) {
        ids.addAll(sendBatch(bodies.subList(from, i)));
        from = i;
        bytes = 0;
      }
      bytes += size;
    }
    ids.addAll(sendBatch(bodies.subList(from, bodies.size())));
    return ids;
  }

  private List<String> sendBatch(List<String> bodies) {
    List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
    for (String body : bodies) {
      entries.add(
          SendMessageBatchRequestEntry.builder()
              .id(Integer.toString(entries.size()))
              .messageBody(body)
              .build());
    }
    SendMessageBatchResponse sent =
        sqs.sendMessageBatch(request -> request.queueUrl(resources.eventsUrl()).entries(entries));
    assertThat(sent.failed()).isEmpty();
    String[] ids = new String[entries.size()];
    sent.successful().forEach(each -> ids[Integer.parseInt(each.id())] = each.messageId());
    return List.of(ids);
  }

  void awaitIdle() throws InterruptedException {
    awaitIdle(PATIENCE);
  }

  void awaitIdle(Duration patience) throws InterruptedException {
    assertThat(consumer.awaitIdle(patience)).as("idle within %s", patience).isTrue();
  }

  MappingCounts counts() {
    return consumer.counts();
  }

  PipelineResources resources() {
    return resources;
  }

  SqsClient sqs() {
    return sqs;
  }

  /** Everything in the table. */
  List<StoredItem> items() {
    return StoredItem.scan(dynamoDb, resources.table());
  }

  /** What the table holds of those agents. */
  List<StoredItem> itemsOf(List<String> agents) {
    List<StoredItem> items = new ArrayList<>();
    agents.forEach(agent -> items.addAll(StoredItem.ofAgent(dynamoDb, resources.table(), agent)));
    return items;
  }

  /** The sum of a metric, from CloudWatch. */
  double metric(String name, Map<String, String> dimensions) {
    Instant now = Instant.now();
    MetricDataQuery query =
        MetricDataQuery.builder()
            .id("sum")
            .metricStat(
                stat ->
                    stat.period(86_400)
                        .stat("Sum")
                        .metric(
                            metric ->
                                metric
                                    .namespace(settings.metricsNamespace())
                                    .metricName(name)
                                    .dimensions(dimensions(dimensions))))
            .build();
    return cloudWatch
        .getMetricData(
            request ->
                request
                    .startTime(now.minus(Duration.ofDays(15)))
                    .endTime(now.plus(Duration.ofHours(3)))
                    .metricDataQueries(query))
        .metricDataResults()
        .stream()
        .flatMap(result -> result.values().stream())
        .mapToDouble(Double::doubleValue)
        .sum();
  }

  /** Takes everything out of the quarantine queue. */
  List<Message> quarantined() {
    return drain(resources.quarantineUrl());
  }

  /** Takes everything out of the queue of dead letters. */
  List<Message> deadLetters() {
    return drain(resources.deadLettersUrl());
  }

  /** Moves the dead letters back to where they came from, as an operator does. */
  void moveDeadLettersBack() {
    String arn =
        sqs.getQueueAttributes(
                request ->
                    request
                        .queueUrl(resources.deadLettersUrl())
                        .attributeNames(QueueAttributeName.QUEUE_ARN))
            .attributes()
            .get(QueueAttributeName.QUEUE_ARN);
    sqs.startMessageMoveTask(request -> request.sourceArn(arn));
  }

  /** What the consumer has printed so far. */
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    closing.close();
  }

  private List<Message> drain(String url) {
    List<Message> all = new ArrayList<>();
    List<Message> some;
    do {
      some =
          sqs.receiveMessage(
                  request ->
                      request
                          .queueUrl(url)
                          .maxNumberOfMessages(10)
                          .waitTimeSeconds(1)
                          // Tens of thousands take minutes.
                          .visibilityTimeout(3_600)
                          .messageAttributeNames("All"))
              .messages();
      all.addAll(some);
    } while (!some.isEmpty());
    return all;
  }

  private static List<Dimension> dimensions(Map<String, String> dimensions) {
    return dimensions.entrySet().stream()
        .map(each -> Dimension.builder().name(each.getKey()).value(each.getValue()).build())
        .toList();
  }
}
