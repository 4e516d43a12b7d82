// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import io.github.tracequeue.testkit.EmbeddedDynamoDb;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** SQS, DynamoDB, CloudWatch and SNS in this process. */
final class EmbeddedServices implements AutoCloseable {
  // Not an AWS region, so that a call to a wrong endpoint cannot reach AWS. Also, AWS CLI version 1
  // overrides SQS's endpoint in the regions that it knows.
  private static final String REGION = "local";

  private final EmbeddedSqs sqs;
  private final EmbeddedDynamoDb dynamoDb;
  private final MetricStore metrics;
  private final CloudWatchServer cloudWatch;
  private final SnsServer sns;
  private final Closing closing;

  private EmbeddedServices(
      EmbeddedSqs sqs,
      EmbeddedDynamoDb dynamoDb,
      MetricStore metrics,
      CloudWatchServer cloudWatch,
      SnsServer sns,
      Closing closing) {
    this.sqs = sqs;
    this.dynamoDb = dynamoDb;
    this.metrics = metrics;
    this.cloudWatch = cloudWatch;
    this.sns = sns;
    this.closing = closing;
  }

  /**
   * Starts all services, or none.
   *
   * @throws LocalStackException if a port is in use
   */
  static EmbeddedServices start(Ports ports, StateFolder state, Clock clock) {
    ports.requireFree();
    ServiceLogs.warningsOnly();
    return Closing.onFailure(
        closing -> {
          EmbeddedSqs sqs =
              closing.add(EmbeddedSqs.start(ports.sqs(), REGION, state.kept("queues.jsonl")));
          EmbeddedDynamoDb dynamoDb =
              closing.add(EmbeddedDynamoDb.start(ports.dynamoDb(), state.keptFolder("dynamodb")));
          MetricStore metrics = closing.add(metrics(state.kept("metrics.jsonl")));
          CloudWatchServer cloudWatch =
              closing.add(CloudWatchServer.start(ports.cloudWatch(), metrics, clock));
          SnsServer sns = closing.add(SnsServer.start(ports.sns()));
          return new EmbeddedServices(sqs, dynamoDb, metrics, cloudWatch, sns, closing);
        });
  }

  ServiceEndpoints endpoints() {
    return new ServiceEndpoints(
        sqs.endpoint(), dynamoDb.endpoint(), cloudWatch.endpoint(), sns.endpoint(), REGION);
  }

  /** The messages published so far. */
  List<PublishedMessage> published() {
    return sns.published();
  }

  MetricStore metrics() {
    return metrics;
  }

  /** Restores the stored messages of the queues in the settings. */
  void restore(PipelineSettings settings) {
    sqs.restore(settings.deadLetters().name());
    sqs.restore(settings.quarantine().name());
    sqs.restore(settings.events().name());
  }

  @Override
  public void close() {
    closing.close();
  }

  private static MetricStore metrics(@Nullable Path file) {
    return file == null ? MetricStore.inMemory() : MetricStore.keptIn(file);
  }
}
