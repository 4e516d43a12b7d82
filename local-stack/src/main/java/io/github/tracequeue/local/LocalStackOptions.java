// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The options of a local stack. Immutable; start from {@link #defaults()}.
 *
 * @param port the port of SQS; DynamoDB, CloudWatch and SNS use port + 1, + 2 and + 4; 0 for any
 *     free ones
 * @param keep a folder for state that survives a restart; null for none
 * @param consumer the jar of the packaged consumer; null to start only the services
 * @param watch the options of the watch function; null to run without it
 * @param settings the settings of the queues, the table and the functions
 * @param batchSize the maximum number of messages in an invocation, in addition to the limit in the
 *     settings. DynamoDB Local accepts some hundred writes a second, and a full batch must fit into
 *     a function timeout
 * @param concurrency the maximum number of consumer processes, in addition to the limit in the
 *     settings
 * @param freezing whether a process is frozen between invocations, as in Lambda
 * @param functionEnvironment additional environment variables of the consumer
 */
public record LocalStackOptions(
    int port,
    @Nullable Path keep,
    @Nullable Path consumer,
    @Nullable WatchOptions watch,
    PipelineSettings settings,
    int batchSize,
    int concurrency,
    boolean freezing,
    Map<String, String> functionEnvironment) {

  private static final int LAST_BASE_PORT = 65_535 - 4;

  /** Checks the options and copies the environment. */
  public LocalStackOptions {
    requireNonNull(settings, "settings");
    functionEnvironment = Map.copyOf(functionEnvironment);
    if (port < 0 || port > LAST_BASE_PORT) {
      throw new IllegalArgumentException("port must be 0 to " + LAST_BASE_PORT + ", not " + port);
    }
    if (batchSize < 1 || concurrency < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "batchSize and concurrency must be at least 1, not %d and %d",
              batchSize,
              concurrency));
    }
  }

  /**
   * The defaults: free ports, no kept state, no functions, production settings, small batches, two
   * processes.
   */
  public static LocalStackOptions defaults() {
    return new LocalStackOptions(
        0, null, null, null, PipelineSettings.production(), 5, 2, false, Map.of());
  }

  /** Sets the base port. */
  public LocalStackOptions withPort(int other) {
    return new LocalStackOptions(
        other,
        keep,
        consumer,
        watch,
        settings,
        batchSize,
        concurrency,
        freezing,
        functionEnvironment);
  }

  /** Sets the folder for state that survives a restart. */
  public LocalStackOptions withKeep(Path other) {
    return new LocalStackOptions(
        port,
        other,
        consumer,
        watch,
        settings,
        batchSize,
        concurrency,
        freezing,
        functionEnvironment);
  }

  /** Sets the jar of the consumer. */
  public LocalStackOptions withConsumer(Path other) {
    return new LocalStackOptions(
        port, keep, other, watch, settings, batchSize, concurrency, freezing, functionEnvironment);
  }

  /** Sets the options of the watch function. */
  public LocalStackOptions withWatch(WatchOptions other) {
    return new LocalStackOptions(
        port,
        keep,
        consumer,
        other,
        settings,
        batchSize,
        concurrency,
        freezing,
        functionEnvironment);
  }

  /** Sets the settings. */
  public LocalStackOptions withSettings(PipelineSettings other) {
    return new LocalStackOptions(
        port, keep, consumer, watch, other, batchSize, concurrency, freezing, functionEnvironment);
  }

  /** Sets the maximum number of messages in an invocation. */
  public LocalStackOptions withBatchSize(int other) {
    return new LocalStackOptions(
        port, keep, consumer, watch, settings, other, concurrency, freezing, functionEnvironment);
  }

  /** Sets the maximum number of consumer processes. */
  public LocalStackOptions withConcurrency(int other) {
    return new LocalStackOptions(
        port, keep, consumer, watch, settings, batchSize, other, freezing, functionEnvironment);
  }

  /** Freezes processes between invocations. */
  public LocalStackOptions withFreezing(boolean other) {
    return new LocalStackOptions(
        port, keep, consumer, watch, settings, batchSize, concurrency, other, functionEnvironment);
  }

  /** Sets the additional environment variables of the consumer. */
  public LocalStackOptions withFunctionEnvironment(Map<String, String> other) {
    return new LocalStackOptions(
        port, keep, consumer, watch, settings, batchSize, concurrency, freezing, other);
  }

  /** The settings, with the limits of these options. */
  PipelineSettings limitedSettings() {
    return settings.withEventSource(settings.eventSource().limitedTo(batchSize, concurrency));
  }
}
