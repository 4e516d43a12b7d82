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
import java.util.function.Consumer;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The packaged consumer under AWS's runtime client, fed from the events queue. Thread-safe. */
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
   * How the consumer runs.
   *
   * @param code its jars and folders
   * @param settings of the function and its event source
   * @param freezing whether a process is stopped between invocations
   * @param environment more variables for it
   * @param folder an existing folder for it to work in
   * @param listener called with each line that it prints
   */
  record Options(
      List<Path> code,
      PipelineSettings settings,
      boolean freezing,
      Map<String, String> environment,
      Path folder,
      Consumer<String> listener) {}

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
          FunctionLog log =
              closing.add(
                  FunctionLog.open(options.folder().resolve("consumer.log"), options.listener()));
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

  /** Waits until the events queue is empty and nothing is in work; false where time is up. */
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
    // In this order: a message is held before the queue forgets it.
    return QueueDepth.of(sqs, resources.eventsUrl()) == 0 && mapping.held() == 0;
  }
}
