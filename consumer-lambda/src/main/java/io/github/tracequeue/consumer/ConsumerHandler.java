// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.github.tracequeue.consumer.message.PromptHasher;
import io.github.tracequeue.consumer.metrics.AgentDimension;
import io.github.tracequeue.consumer.metrics.MetricsSender;
import io.github.tracequeue.consumer.quarantine.QuarantineQueue;
import io.github.tracequeue.pricing.PriceBook;
import io.github.tracequeue.store.TraceStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * The Lambda function: consumes batches of an SQS standard queue. All parts are made here. Safe
 * under concurrent invocations of one instance.
 */
public final class ConsumerHandler implements RequestStreamHandler {

  /** Writes under way at once, and so connections. */
  private static final int PARALLELISM = 24;

  private final BatchConsumer consumer;

  /** The function as Lambda makes it, from its environment. */
  public ConsumerHandler() {
    this(
        ConsumerSettings.fromEnvironment(System.getenv()),
        AwsClients.create(PARALLELISM),
        System.out::println,
        InstantSource.system());
  }

  ConsumerHandler(
      ConsumerSettings settings, AwsClients aws, Consumer<String> lines, InstantSource clock) {
    Pricing pricing = new Pricing(PriceBook.bundled());
    BatchProcessor processor =
        new BatchProcessor(
            TraceStore.create(aws.dynamoDb(), settings.table(), clock),
            QuarantineQueue.create(aws.sqs(), settings.quarantineQueueUrl(), clock),
            trace -> trace.stored(pricing.costOf(trace), 1),
            Workers.ofAtMost(PARALLELISM));
    MetricsSender metricsSender =
        MetricsSender.create(
            aws.cloudWatch(), settings.metricsNamespace(), lines, System::nanoTime);
    consumer =
        new BatchConsumer(
            processor,
            PromptHasher::plain,
            AgentDimension.ofAtMost(settings.maxAgents()),
            metricsSender,
            new JsonLog(lines, clock),
            clock,
            System::nanoTime);
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    try {
      consumer.consume(
          event,
          answer,
          context.getAwsRequestId(),
          Duration.ofMillis(context.getRemainingTimeInMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BatchFailedException("interrupted", e);
    }
  }
}
