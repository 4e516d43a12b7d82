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
 * All settings of the pipeline's queues, table, functions and event source mapping. The local stack
 * is created from them, and a test compares the deployed stack with them.
 *
 * @param events the event queue
 * @param deadLetters the dead-letter queue, for messages that were received too often without
 *     success
 * @param quarantine the quarantine queue, for rejected events with the reason
 * @param maxReceiveCount the number of receives after which a message becomes a dead letter
 * @param table the table of traces and runs
 * @param function the consumer
 * @param watch the watch function
 * @param eventSource the event source mapping of the consumer
 * @param metricsNamespace the CloudWatch namespace of all metrics
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

  /** Checks the rules that AWS checks at deployment. */
  public PipelineSettings {
    requireNonNull(quarantine, "quarantine");
    requireNonNull(table, "table");
    requireNonNull(metricsNamespace, "metricsNamespace");
    check(
        maxReceiveCount >= 1 && maxReceiveCount <= 1000,
        "maxReceiveCount",
        "1 to 1000",
        maxReceiveCount);
    if (events.visibilityTimeout().compareTo(function.timeout()) < 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the visibility timeout %s is shorter than the function's timeout %s",
              events.visibilityTimeout(),
              function.timeout()));
    }
    if (deadLetters.retention().compareTo(events.retention()) < 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the retention of dead letters, %s, is shorter than that of events, %s",
              deadLetters.retention(),
              events.retention()));
    }
    if (eventSource.batchSize() > 10 && eventSource.batchWindow().toSeconds() < 1) {
      throw new IllegalArgumentException("a batch size over 10 needs a batch window of 1 s");
    }
  }

  /** The settings of the deployed pipeline. */
  public static PipelineSettings production() {
    FunctionSettings function =
        new FunctionSettings(
            "tracequeue-consumer",
            "io.github.tracequeue.consumer.ConsumerHandler",
            1024,
            Duration.ofSeconds(30));
    EventSource source = new EventSource(50, Duration.ofSeconds(2), 5, true);
    // Six times the timeout plus the batch window, as Lambda recommends.
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
            Duration.ofMinutes(4)),
        source,
        "Tracequeue/local");
  }

  /**
   * The consumer's environment variables. They are defined only here.
   *
   * @param queueUrl the URL of the event queue
   * @param quarantineQueueUrl the URL of the quarantine queue
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
   * The watch function's environment variables. They are defined only here.
   *
   * @param notify audience, format and topic ARN of each target of notices
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

  /** Replaces the function. */
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

  /** Replaces the event source mapping. */
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

  /** Replaces the visibility timeout and the maximum number of receives. */
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

  private static void check(boolean holds, String name, String range, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(name + " must be " + range + ", not " + value);
    }
  }

  /**
   * A queue.
   *
   * @param name its name
   * @param retention how long a message is kept
   * @param visibilityTimeout how long a received message stays hidden, in seconds
   */
  public record Queue(String name, Duration retention, Duration visibilityTimeout) {

    /** The maximum message size, 1 MiB: SQS's own limit, which our queues do not lower. */
    public static final int MAX_MESSAGE_BYTES = 1_048_576;

    /** Checks the ranges that SQS allows. */
    public Queue {
      requireNonNull(name, "name");
      check(
          retention.toSeconds() >= 60 && retention.toDays() <= 14,
          "retention",
          "1 min to 14 days",
          retention);
      check(
          visibilityTimeout.toSeconds() >= 0 && visibilityTimeout.toHours() <= 12,
          "visibilityTimeout",
          "0 to 12 h",
          visibilityTimeout);
    }

    Queue withVisibilityTimeout(Duration other) {
      return new Queue(name, retention, other);
    }
  }

  /**
   * The table. Its keys and indexes are defined in {@code trace-store}.
   *
   * @param name its name
   * @param shards the number of hash keys that writes are spread over
   * @param timeToLive how long an item is kept, in days
   */
  public record Table(String name, int shards, Duration timeToLive) {

    /** Checks the ranges. */
    public Table {
      requireNonNull(name, "name");
      check(shards >= 1, "shards", "at least 1", shards);
      check(timeToLive.toDays() >= 1, "timeToLive", "at least 1 day", timeToLive);
    }

    /** The request that creates the table with its indexes. */
    public CreateTableRequest createTableRequest() {
      return TableSchema.createTableRequest(name);
    }

    /** The request that enables time to live. */
    public UpdateTimeToLiveRequest timeToLiveRequest() {
      return TableSchema.timeToLiveRequest(name);
    }
  }

  /**
   * The event source mapping between the queue and the function.
   *
   * @param batchSize the maximum number of messages in an invocation
   * @param batchWindow the time to wait until a batch is full
   * @param maxConcurrency the maximum number of concurrent invocations
   * @param reportBatchItemFailures whether the response lists the failed messages
   */
  public record EventSource(
      int batchSize, Duration batchWindow, int maxConcurrency, boolean reportBatchItemFailures) {

    /** Checks the ranges that Lambda allows. */
    public EventSource {
      check(batchSize >= 1 && batchSize <= 10_000, "batchSize", "1 to 10000", batchSize);
      check(
          !batchWindow.isNegative() && batchWindow.toSeconds() <= 300,
          "batchWindow",
          "0 to 300 s",
          batchWindow);
      check(
          maxConcurrency >= 1 && maxConcurrency <= 1000,
          "maxConcurrency",
          "1 to 1000",
          maxConcurrency);
    }

    /** Lowers the batch size and the concurrency to these limits. */
    EventSource limitedTo(int messages, int invocations) {
      return new EventSource(
          Math.min(batchSize, messages),
          batchWindow,
          Math.min(maxConcurrency, invocations),
          reportBatchItemFailures);
    }
  }
}
