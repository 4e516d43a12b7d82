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
 * The pipeline on this machine: SQS, DynamoDB and CloudWatch in this process, and the packaged
 * consumer in processes of its own under AWS's runtime client. Thread-safe.
 */
public final class LocalStack implements AutoCloseable {
  private final EmbeddedServices services;
  private final PipelineResources resources;
  private final @Nullable ConsumerRun consumer;
  private final Path log;
  private final Closing closing;

  private LocalStack(
      EmbeddedServices services,
      PipelineResources resources,
      @Nullable ConsumerRun consumer,
      Path log,
      Closing closing) {
    this.services = services;
    this.resources = resources;
    this.consumer = consumer;
    this.log = log;
    this.closing = closing;
  }

  /**
   * Starts it; when this returns, messages are taken.
   *
   * @throws LocalStackException where a port or the kept folder is in use, or a service cannot
   *     start; nothing is left running then
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
                        folder,
                        options.functionLog())));
    return new LocalStack(services, resources, consumer, folder.resolve("consumer.log"), closing);
  }

  /** Where the services are, with clients for them. */
  public ServiceEndpoints endpoints() {
    return services.endpoints();
  }

  /** The queues and the table. */
  public PipelineResources resources() {
    return resources;
  }

  /** The metrics that were sent here. */
  public MetricStore metrics() {
    return services.metrics();
  }

  /** What the consumer's event source has done so far; all zero without a consumer. */
  public MappingCounts counts() {
    return consumer == null ? new MappingCounts(0, 0, 0, 0, 0) : consumer.counts();
  }

  /** The file that the consumer's output goes to; without a kept folder it goes with the stack. */
  public Path functionLog() {
    return log;
  }

  /** The variables that lead an AWS SDK, the AWS CLI and the producer client to this stack. */
  public Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>(endpoints().environment());
    environment.put("TRACEQUEUE_QUEUE_URL", resources.eventsUrl());
    environment.put("TRACEQUEUE_QUARANTINE_QUEUE_URL", resources.quarantineUrl());
    environment.put("TRACEQUEUE_DEAD_LETTER_QUEUE_URL", resources.deadLettersUrl());
    environment.put("TRACEQUEUE_TABLE", resources.table());
    return environment;
  }

  /**
   * Waits until every message is stored, quarantined or a dead letter.
   *
   * @return false where some are left when the time is up
   */
  public boolean awaitIdle(Duration limit) throws InterruptedException {
    if (consumer == null) {
      throw new IllegalStateException("there is no consumer to wait for");
    }
    return consumer.awaitIdle(limit);
  }

  /** Stops everything; kept state is on disk when this returns. */
  @Override
  public void close() {
    closing.close();
  }
}
