// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a local stack is started with. Immutable; start from {@link #defaults()}.
 *
 * @param port SQS's port; DynamoDB has the next one, CloudWatch the one after, SNS the one after
 *     the next; 0 for any free ones
 * @param keep a folder whose state survives a restart; null to forget it all
 * @param consumer the packaged consumer's jar; null to start the services only
 * @param watch how the watch function runs; null for no such function
 * @param settings of the queues, the table and the function
 * @param batchSize messages in one invocation at most, on top of the settings' own limit: DynamoDB
 *     Local takes some hundred writes a second, where a full batch must fit into a function timeout
 * @param concurrency processes of the consumer at most, on top of the settings' own limit
 * @param freezing whether a process is stopped between invocations, as in Lambda
 * @param functionEnvironment more variables for the consumer, over those of the settings
 * @param functionLog called with each line that the consumer prints, one at a time
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
    Map<String, String> functionEnvironment,
    Consumer<String> functionLog) {

  private static final int LAST_BASE_PORT = 65_535 - 4;

  /** Checks, and copies the environment. */
  public LocalStackOptions {
    requireNonNull(settings, "settings");
    requireNonNull(functionLog, "functionLog");
    functionEnvironment = Map.copyOf(functionEnvironment);
    if (port < 0 || port > LAST_BASE_PORT) {
      throw new IllegalArgumentException("port must be 0 to " + LAST_BASE_PORT + ", not " + port);
    }
    if (batchSize < 1 || concurrency < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "batchSize and concurrency must be 1 at least, not %d and %d",
              batchSize,
              concurrency));
    }
  }

  /**
   * Free ports, nothing kept, the services only, the settings of production, small batches, two
   * processes.
   */
  public static LocalStackOptions defaults() {
    return new LocalStackOptions(
        0, null, null, null, PipelineSettings.production(), 5, 2, false, Map.of(), line -> {});
  }

  /** With that base port. */
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
        functionEnvironment,
        functionLog);
  }

  /** With state that survives in that folder. */
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
        functionEnvironment,
        functionLog);
  }

  /** With the consumer from that jar. */
  public LocalStackOptions withConsumer(Path other) {
    return new LocalStackOptions(
        port,
        keep,
        other,
        watch,
        settings,
        batchSize,
        concurrency,
        freezing,
        functionEnvironment,
        functionLog);
  }

  /** With the watch function. */
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
        functionEnvironment,
        functionLog);
  }

  /** With those settings. */
  public LocalStackOptions withSettings(PipelineSettings other) {
    return new LocalStackOptions(
        port,
        keep,
        consumer,
        watch,
        other,
        batchSize,
        concurrency,
        freezing,
        functionEnvironment,
        functionLog);
  }

  /** With that many messages in one invocation at most. */
  public LocalStackOptions withBatchSize(int other) {
    return new LocalStackOptions(
        port,
        keep,
        consumer,
        watch,
        settings,
        other,
        concurrency,
        freezing,
        functionEnvironment,
        functionLog);
  }

  /** With that many processes of the consumer at most. */
  public LocalStackOptions withConcurrency(int other) {
    return new LocalStackOptions(
        port,
        keep,
        consumer,
        watch,
        settings,
        batchSize,
        other,
        freezing,
        functionEnvironment,
        functionLog);
  }

  /** With processes that are stopped between invocations. */
  public LocalStackOptions withFreezing(boolean other) {
    return new LocalStackOptions(
        port,
        keep,
        consumer,
        watch,
        settings,
        batchSize,
        concurrency,
        other,
        functionEnvironment,
        functionLog);
  }

  /** With more variables for the consumer. */
  public LocalStackOptions withFunctionEnvironment(Map<String, String> other) {
    return new LocalStackOptions(
        port,
        keep,
        consumer,
        watch,
        settings,
        batchSize,
        concurrency,
        freezing,
        other,
        functionLog);
  }

  /** With a listener for what the consumer prints. */
  public LocalStackOptions withFunctionLog(Consumer<String> other) {
    return new LocalStackOptions(
        port,
        keep,
        consumer,
        watch,
        settings,
        batchSize,
        concurrency,
        freezing,
        functionEnvironment,
        other);
  }

  /** The settings, limited to what this machine is to do. */
  PipelineSettings limitedSettings() {
    return settings.withEventSource(settings.eventSource().limitedTo(batchSize, concurrency));
  }
}
