// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.github.tracequeue.consumer.ConsumerSettings.PromptKeyName;
import io.github.tracequeue.consumer.message.PromptHasher;
import io.github.tracequeue.consumer.metrics.MetricDimensions;
import io.github.tracequeue.consumer.metrics.MetricsSender;
import io.github.tracequeue.consumer.promptkey.RotatingHashers;
import io.github.tracequeue.consumer.pushedprices.PushedPrices;
import io.github.tracequeue.consumer.queue.OutgoingQueue;
import io.github.tracequeue.pricing.PriceBook;
import io.github.tracequeue.store.TraceStore;
import io.github.tracequeue.store.agent.DropReports;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/**
 * The Lambda function: consumes batches of an SQS standard queue. Creates all parts. Thread-safe.
 */
public final class ConsumerHandler implements RequestStreamHandler {

  /** The maximum number of concurrent writes, and of connections. */
  private static final int PARALLELISM = 24;

  /** The maximum number of concurrent requests to queues. */
  private static final int SENDERS = 10;

  private final BatchConsumer consumer;

  /** Called by Lambda; reads the environment. */
  public ConsumerHandler() {
    this(System.getenv());
  }

  private ConsumerHandler(Map<String, String> environment) {
    ConsumerSettings settings = ConsumerSettings.fromEnvironment(environment);
    PriceBook prices = settings.prices();
    // The JDK reads this once; its default keeps 5 idle connections.
    if (System.getProperty("http.maxConnections") == null) {
      System.setProperty("http.maxConnections", Integer.toString(PARALLELISM));
    }
    SdkHttpClient http =
        UrlConnectionHttpClient.builder()
            .connectionTimeout(Duration.ofSeconds(1))
            .socketTimeout(Duration.ofSeconds(2))
            .build();
    AwsCredentialsProvider credentials = DefaultCredentialsProvider.builder().build();
    Region region = new DefaultAwsRegionProviderChain().getRegion();
    InstantSource clock = InstantSource.system();
    AwsClients aws = AwsClients.create(http, credentials, region);
    if ("snap-start".equals(environment.get("AWS_LAMBDA_INITIALIZATION_TYPE"))) {
      prime(settings, prices, region);
    }
    Supplier<PromptHasher> hashers = PromptHasher::plain;
    PromptKeyName key = settings.promptKey();
    if (key != null) {
      hashers = RotatingHashers.of(AwsClients.keySource(key, http, credentials, region), clock);
    }
    Supplier<PriceBook> current = () -> prices;
    String bucket = settings.pricesBucket();
    if (bucket != null) {
      JsonLog log = new JsonLog(System.out::println, clock);
      current =
          new PushedPrices(
              prices,
              AwsClients.priceObject(bucket, http, credentials, region),
              clock,
              problem -> log.warn("pushed prices are not used", Map.of("problem", problem)));
    }
    consumer = consumer(settings, current, aws, hashers, System.out::println, clock);
  }

  ConsumerHandler(
      ConsumerSettings settings,
      AwsClients aws,
      Supplier<PromptHasher> hashers,
      Consumer<String> lines,
      InstantSource clock) {
    PriceBook prices = settings.prices();
    consumer = consumer(settings, () -> prices, aws, hashers, lines, clock);
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    handle(
        event,
        answer,
        context.getAwsRequestId(),
        Duration.ofMillis(context.getRemainingTimeInMillis()));
  }

  /** Processes an invocation with this remaining time. */
  void handle(InputStream event, OutputStream answer, String requestId, Duration remaining)
      throws IOException {
    try {
      consumer.consume(event, answer, requestId, remaining);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BatchFailedException("interrupted", e);
    }
  }

  private static void prime(ConsumerSettings settings, PriceBook prices, Region region) {
    try {
      Priming.run(
          consumer(
              settings,
              () -> prices,
              Priming.services(region),
              PromptHasher::plain,
              line -> {},
              Priming.clock()));
    } catch (IOException e) {
      throw new UncheckedIOException("priming failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static BatchConsumer consumer(
      ConsumerSettings settings,
      Supplier<PriceBook> prices,
      AwsClients aws,
      Supplier<PromptHasher> hashers,
      Consumer<String> lines,
      InstantSource clock) {
    Workers workers = Workers.ofAtMost(PARALLELISM);
    // Uses separate threads, because those of writes may wait for a table that does not respond.
    Workers senders = Workers.ofAtMost(SENDERS);
    String queueUrl = settings.queueUrl();
    ParallelSender source =
        queueUrl == null
            ? null
            : new ParallelSender(OutgoingQueue.create(aws.sqs(), queueUrl), "source", senders);
    BatchProcessor processor =
        new BatchProcessor(
            TraceStore.create(aws.dynamoDb(), settings.table(), clock),
            source,
            new ParallelSender(
                OutgoingQueue.create(aws.sqs(), settings.quarantineQueueUrl()),
                "quarantine",
                senders),
            new CallPricing(prices),
            settings.sampling(),
            new PromptWatch(
                settings.promptChangeAgents(),
                new EarlierPrompts(aws.dynamoDb(), settings.table(), clock),
                workers,
                clock),
            DropReports.create(aws.dynamoDb(), settings.table()),
            new BatchNotes(
                aws.dynamoDb(), settings.table(), settings.budgetAgents(), workers, clock),
            workers,
            clock);
    return new BatchConsumer(
        processor,
        hashers,
        MetricDimensions.of(
            settings.metricDetail(),
            settings.listedAgents(),
            settings.maxMetricAgents(),
            settings.maxMetricModels()),
        MetricsSender.create(
            aws.cloudWatch(), settings.metricsNamespace(), lines, System::nanoTime),
        new JsonLog(lines, clock),
        clock,
        System::nanoTime);
  }
}
