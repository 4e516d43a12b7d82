// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import static java.util.Objects.requireNonNull;

import io.github.tracequeue.store.TableSchema;
import io.github.tracequeue.testkit.lambda.FunctionSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateTimeToLiveRequest;

/**
 * Every setting of the pipeline's queues, table, function and event source, in one place: the local
 * stack is built from it, and the deployed stack is tested against it.
 *
 * @param events the queue that producers send to
 * @param deadLetters where a message goes that was received too often without success
 * @param quarantine where the consumer puts what can never be stored, with the reason
 * @param maxReceiveCount receives after which a message moves to the dead letters
 * @param table the table of traces and runs
 * @param function the consumer
 * @param watch the watch function
 * @param eventSource how the queue feeds the function
 * @param metricsNamespace the CloudWatch namespace of every metric
 */
public record PipelineSettings(
    Queue events,
    Queue deadLetters,
    Queue quarantine,
    int maxReceiveCount,
    Table table,
    FunctionSettings function,
    FunctionSettings watch,
    EventSource eventSource,
    String metricsNamespace) {

  /** Checks what AWS refuses at deployment. */
  public PipelineSettings {
    requireNonNull(quarantine, "quarantine");
    requireNonNull(table, "table");
    requireNonNull(metricsNamespace, "metricsNamespace");
    check(maxReceiveCount >= 1 && maxReceiveCount <= 1000, "maxReceiveCount", maxReceiveCount);
    if (events.visibilityTimeout().compareTo(function.timeout()) < 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "visibility timeout %s is shorter than the function's timeout %s",
              events.visibilityTimeout(),
              function.timeout()));
    }
    if (deadLetters.retention().compareTo(events.retention()) < 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "dead letters are kept %s, shorter than the events: %s",
              deadLetters.retention(),
              events.retention()));
    }
    if (eventSource.batchSize() > 10 && eventSource.batchWindow().toSeconds() < 1) {
      throw new IllegalArgumentException("a batch size over 10 needs a batch window of 1 s");
    }
  }

  /** The settings that the pipeline is deployed with. */
  public static PipelineSettings production() {
    FunctionSettings function =
        new FunctionSettings(
            "tracequeue-consumer",
            "io.github.tracequeue.consumer.ConsumerHandler",
            1024,
            Duration.ofSeconds(30));
    EventSource source = new EventSource(50, Duration.ofSeconds(2), 5, true);
    // Six attempts of the longest run fit into one visibility timeout, plus the wait for the batch.
    Duration visibility = function.timeout().multipliedBy(6).plus(source.batchWindow());
    return new PipelineSettings(
        new Queue("tracequeue-events", Duration.ofDays(4), visibility),
        new Queue("tracequeue-dead-letters", Duration.ofDays(14), visibility),
        new Queue("tracequeue-quarantine", Duration.ofDays(14), visibility),
        5,
        new Table("tracequeue", 1, Duration.ofDays(30)),
        function,
        new FunctionSettings(
            "tracequeue-watch",
            "io.github.tracequeue.watch.WatchHandler",
            512,
            Duration.ofSeconds(240)),
        source,
        "Tracequeue/local");
  }

  /**
   * The variables that the function reads; the only place that names them.
   *
   * @param queueUrl URL of the queue that feeds it
   * @param quarantineQueueUrl URL of the quarantine queue
   */
  public Map<String, String> functionEnvironment(String queueUrl, String quarantineQueueUrl) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("TRACEQUEUE_TABLE", table.name());
    environment.put("TRACEQUEUE_QUEUE_URL", queueUrl);
    environment.put("TRACEQUEUE_QUARANTINE_QUEUE_URL", quarantineQueueUrl);
    environment.put("TRACEQUEUE_SHARDS", Integer.toString(table.shards()));
    environment.put("TRACEQUEUE_TTL_DAYS", Long.toString(table.timeToLive().toDays()));
    environment.put("TRACEQUEUE_METRICS_NAMESPACE", metricsNamespace);
    return environment;
  }

  /**
   * The variables of ours that the watch function reads; the only place that names them.
   *
   * @param notify who is told: audience, format and topic ARN of each target
   */
  public Map<String, String> watchEnvironment(String notify) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("TRACEQUEUE_TABLE", table.name());
    environment.put("TRACEQUEUE_SHARDS", Integer.toString(table.shards()));
    environment.put("TRACEQUEUE_TTL_DAYS", Long.toString(table.timeToLive().toDays()));
    environment.put("TRACEQUEUE_METRICS_NAMESPACE", metricsNamespace);
    environment.put("TRACEQUEUE_NOTIFY", notify);
    return environment;
  }

  /** The same settings with another function. */
  public PipelineSettings withFunction(FunctionSettings other) {
    return new PipelineSettings(
        events,
        deadLetters,
        quarantine,
        maxReceiveCount,
        table,
        other,
        watch,
        eventSource,
        metricsNamespace);
  }

  /** The same settings with another event source. */
  public PipelineSettings withEventSource(EventSource other) {
    return new PipelineSettings(
        events,
        deadLetters,
        quarantine,
        maxReceiveCount,
        table,
        function,
        watch,
        other,
        metricsNamespace);
  }

  /** The same settings with another redelivery: visibility timeout and receives at most. */
  public PipelineSettings withRedelivery(Duration visibilityTimeout, int receives) {
    return new PipelineSettings(
        events.withVisibilityTimeout(visibilityTimeout),
        deadLetters,
        quarantine,
        receives,
        table,
        function,
        watch,
        eventSource,
        metricsNamespace);
  }

  private static void check(boolean holds, String name, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is out of range: " + value);
    }
  }

  /**
   * One queue.
   *
   * @param name its name
   * @param retention how long a message is kept
   * @param visibilityTimeout how long a received message stays hidden, in seconds
   */
  public record Queue(String name, Duration retention, Duration visibilityTimeout) {

    /** The largest message, 1 MiB: SQS's own limit, which no queue of ours lowers. */
    public static final int MAX_MESSAGE_BYTES = 1_048_576;

    /** Checks SQS's ranges. */
    public Queue {
      requireNonNull(name, "name");
      check(retention.toSeconds() >= 60 && retention.toDays() <= 14, "retention", retention);
      check(
          visibilityTimeout.toSeconds() >= 0 && visibilityTimeout.toHours() <= 12,
          "visibilityTimeout",
          visibilityTimeout);
    }

    Queue withVisibilityTimeout(Duration other) {
      return new Queue(name, retention, other);
    }
  }

  /**
   * The table; its keys and indexes are the store's own.
   *
   * @param name its name
   * @param shards hash key shards that writers spread over
   * @param timeToLive how long an item is kept, in days
   */
  public record Table(String name, int shards, Duration timeToLive) {

    /** Checks the ranges. */
    public Table {
      requireNonNull(name, "name");
      check(shards >= 1, "shards", shards);
      check(timeToLive.toDays() >= 1, "timeToLive", timeToLive);
    }

    /** The request that creates it: keys and indexes. */
    public CreateTableRequest createTableRequest() {
      return TableSchema.createTableRequest(name);
    }

    /** The request that switches expiry on. */
    public UpdateTimeToLiveRequest timeToLiveRequest() {
      return TableSchema.timeToLiveRequest(name);
    }
  }

  /**
   * The event-source mapping between the queue and the function.
   *
   * @param batchSize messages in one invocation at most
   * @param batchWindow how long to wait for a batch to fill
   * @param maxConcurrency concurrent invocations at most
   * @param reportBatchItemFailures whether the answer names the messages that failed
   */
  public record EventSource(
      int batchSize, Duration batchWindow, int maxConcurrency, boolean reportBatchItemFailures) {

    /** Checks Lambda's ranges. */
    public EventSource {
      check(batchSize >= 1 && batchSize <= 10_000, "batchSize", batchSize);
      check(
          !batchWindow.isNegative() && batchWindow.toSeconds() <= 300, "batchWindow", batchWindow);
      check(maxConcurrency >= 1 && maxConcurrency <= 1000, "maxConcurrency", maxConcurrency);
    }

    /** The same for a smaller machine: with no more than that many in a batch and at once. */
    EventSource limitedTo(int messages, int invocations) {
      return new EventSource(
          Math.min(batchSize, messages),
          batchWindow,
          Math.min(maxConcurrency, invocations),
          reportBatchItemFailures);
    }
  }
}
