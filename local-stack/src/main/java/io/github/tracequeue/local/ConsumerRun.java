// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import io.github.tracequeue.testkit.lambda.FunctionLaunch;
import io.github.tracequeue.testkit.lambda.FunctionLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Runs the packaged consumer under AWS's runtime client, fed from the event queue. Thread-safe. */
final class ConsumerRun implements AutoCloseable {
  private final PipelineResources resources;
  private final SqsClient sqs;
  private final EventSourceMapping mapping;
  private final Closing closing;

  private ConsumerRun(
      PipelineResources resources, SqsClient sqs, EventSourceMapping mapping, Closing closing) {
    this.resources = resources;
    this.sqs = sqs;
    this.mapping = mapping;
    this.closing = closing;
  }

  /**
   * The options of the consumer.
   *
   * @param code the jars and folders of the code
   * @param settings the settings of the function and its event source mapping
   * @param freezing whether a process is frozen between invocations
   * @param environment additional environment variables
   * @param folder an existing working folder
   */
  record Options(
      List<Path> code,
      PipelineSettings settings,
      boolean freezing,
      Map<String, String> environment,
      Path folder) {}

  static ConsumerRun start(
      ServiceEndpoints endpoints, PipelineResources resources, Options options) {
    PipelineSettings settings = options.settings();
    Map<String, String> variables = new HashMap<>(endpoints.environment());
    variables.putAll(
        settings.functionEnvironment(resources.eventsUrl(), resources.quarantineUrl()));
    variables.putAll(options.environment());
    PipelineSettings.EventSource source = settings.eventSource();
    return Closing.onFailure(
        closing -> {
          FunctionLog log = closing.add(FunctionLog.open(options.folder().resolve("consumer.log")));
          FunctionLaunch launch =
              FunctionLaunch.prepare(
                  settings.function(), options.code(), variables, options.folder());
          LambdaHost host =
              closing.add(
                  LambdaHost.create(launch, log, source.maxConcurrency(), options.freezing()));
          SqsClient sqs = closing.add(endpoints.sqsClient());
          EventSourceMapping mapping =
              closing.add(EventSourceMapping.start(endpoints, resources, source, host::invoke));
          return new ConsumerRun(resources, sqs, mapping, closing);
        });
  }

  MappingCounts counts() {
    return mapping.counts();
  }

  /** Waits until the event queue is empty and no message is being processed; false on timeout. */
  boolean awaitIdle(Duration limit) throws InterruptedException {
    long start = System.nanoTime();
    while (!idle()) {
      if (System.nanoTime() - start > limit.toNanos()) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return true;
  }

  @Override
  public void close() {
    closing.close();
  }

  private boolean idle() {
    // Check in this order: a message is in flight before the queue removes it.
    return QueueDepth.of(sqs, resources.eventsUrl()) == 0 && mapping.held() == 0;
  }
}
