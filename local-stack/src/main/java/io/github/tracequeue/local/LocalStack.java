// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import io.github.tracequeue.testkit.EmulatorException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pipeline on this machine: SQS, DynamoDB, CloudWatch and SNS run in this process, and the
 * packaged functions in processes of their own under AWS's runtime client. Thread-safe.
 */
public final class LocalStack implements AutoCloseable {
  /** The topic for urgent notices. */
  public static final String PAGE_TOPIC = "arn:aws:sns:local:000000000000:page";

  /** The topic for other notices. */
  public static final String NOTIFY_TOPIC = "arn:aws:sns:local:000000000000:notify";

  private final EmbeddedServices services;
  private final PipelineResources resources;
  private final @Nullable ConsumerRun consumer;
  private final @Nullable ScheduledFunction watch;
  private final Path log;
  private final Closing closing;

  private LocalStack(
      EmbeddedServices services,
      PipelineResources resources,
      @Nullable ConsumerRun consumer,
      @Nullable ScheduledFunction watch,
      Path log,
      Closing closing) {
    this.services = services;
    this.resources = resources;
    this.consumer = consumer;
    this.watch = watch;
    this.log = log;
    this.closing = closing;
  }

  /**
   * Starts the stack. It accepts messages when this returns.
   *
   * @throws LocalStackException if a port or the state folder is in use, or a service cannot start;
   *     everything is stopped then
   */
  public static LocalStack start(LocalStackOptions options) {
    try {
      return Closing.onFailure(closing -> start(options, closing));
    } catch (EmulatorException e) {
      throw new LocalStackException(String.valueOf(e.getMessage()), e);
    }
  }

  private static LocalStack start(LocalStackOptions options, Closing closing) {
    StateFolder state = closing.add(StateFolder.open(options.keep()));
    EmbeddedServices services =
        closing.add(EmbeddedServices.start(Ports.from(options.port()), state, Clock.systemUTC()));
    PipelineResources resources =
        PipelineResources.provision(services.endpoints(), options.settings());
    services.restore(options.settings());
    Path folder = state.folder("function");
    Path code = options.consumer();
    ConsumerRun consumer =
        code == null
            ? null
            : closing.add(
                ConsumerRun.start(
                    services.endpoints(),
                    resources,
                    new ConsumerRun.Options(
                        List.of(code),
                        options.limitedSettings(),
                        options.freezing(),
                        options.functionEnvironment(),
                        folder)));
    WatchOptions watching = options.watch();
    ScheduledFunction watch =
        watching == null
            ? null
            : closing.add(
                ScheduledFunction.start(
                    watching, options.settings(), watchVariables(services, options), folder));
    return new LocalStack(
        services, resources, consumer, watch, folder.resolve("consumer.log"), closing);
  }

  private static Map<String, String> watchVariables(
      EmbeddedServices services, LocalStackOptions options) {
    Map<String, String> variables = new LinkedHashMap<>(services.endpoints().environment());
    variables.putAll(
        options
            .settings()
            .watchEnvironment("page standard " + PAGE_TOPIC + ",notify standard " + NOTIFY_TOPIC));
    WatchOptions watch = options.watch();
    if (watch != null && watch.limits() != null) {
      variables.put("TRACEQUEUE_LIMITS_FILE", watch.limits().toAbsolutePath().toString());
    }
    return variables;
  }

  /** The endpoints of the services, with clients for them. */
  public ServiceEndpoints endpoints() {
    return services.endpoints();
  }

  /** The queues and the table. */
  public PipelineResources resources() {
    return resources;
  }

  /** The metrics that were sent to the stack. */
  public MetricStore metrics() {
    return services.metrics();
  }

  /** The messages published so far, in order. */
  public List<PublishedMessage> published() {
    return services.published();
  }

  /**
   * Waits until the watch function has processed the current content of the table.
   *
   * @return false on timeout
   */
  public boolean awaitWatch(Duration limit) throws InterruptedException {
    if (watch == null) {
      throw new IllegalStateException("there is no watch function to wait for");
    }
    return watch.awaitRun(limit);
  }

  /** The counts of the consumer's event source mapping; zero without a consumer. */
  public MappingCounts counts() {
    return consumer == null ? new MappingCounts(0, 0, 0, 0, 0) : consumer.counts();
  }

  /** The log file of the consumer; deleted with the stack unless its state is kept. */
  public Path functionLog() {
    return log;
  }

  /** The log file of the watch function. */
  public Path watchLog() {
    return log.resolveSibling("watch.log");
  }

  /**
   * The environment variables that make AWS SDKs, the AWS CLI and the producer client use this
   * stack.
   */
  public Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>(endpoints().environment());
    environment.put("TRACEQUEUE_QUEUE_URL", resources.eventsUrl());
    environment.put("TRACEQUEUE_QUARANTINE_QUEUE_URL", resources.quarantineUrl());
    environment.put("TRACEQUEUE_DEAD_LETTER_QUEUE_URL", resources.deadLettersUrl());
    environment.put("TRACEQUEUE_TABLE", resources.table());
    return environment;
  }

  /**
   * Waits until all messages are stored, quarantined or dead letters.
   *
   * @return false on timeout
   */
  public boolean awaitIdle(Duration limit) throws InterruptedException {
    if (consumer == null) {
      throw new IllegalStateException("there is no consumer to wait for");
    }
    return consumer.awaitIdle(limit);
  }

  /** Stops all parts. Kept state is on disk when this returns. */
  @Override
  public void close() {
    closing.close();
  }
}
