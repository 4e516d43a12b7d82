// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.client.ClientStats;
import io.github.tracequeue.client.TraceClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** One small run of the whole pipeline under faults that come from a seed. */
final class ChaosRun implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final List<Fault> OF_SENDING =
      List.of(
          Fault.SLOW_REQUEST,
          Fault.SLOW_ANSWER,
          Fault.RESET,
          Fault.BLACK_HOLE,
          Fault.SERVER_ERROR,
          Fault.THROTTLED,
          Fault.ERROR_AFTER_EFFECT,
          Fault.ANSWER_RESET,
          Fault.ANSWER_CUT,
          Fault.ANSWER_LOST,
          Fault.HALF_OPEN,
          Fault.CLOSED_AFTER,
          Fault.TWICE);

  private final ChaosServices services;
  private final long seed;
  private final Random random;
  private final ExecutorService threads;
  private final Closing closing = new Closing();
  private final ChaosLedger ledger = new ChaosLedger();
  private final ChaosConsumer[] consumers = new ChaosConsumer[2];
  private final MetricIntake metrics;
  private final FaultDice consumerDice;
  private final String events;
  private final String quarantine;
  private final boolean sampled;
  private int started;

  ChaosRun(ChaosServices services, long seed, ExecutorService threads) {
    this.services = services;
    this.seed = seed;
    this.random = new Random(seed);
    this.threads = threads;
    this.metrics = closing.add(new MetricIntake("Chaos"));
    this.consumerDice = new FaultDice(seed + 1, share(), OF_SENDING, 40);
    this.events = services.newQueue("events");
    this.quarantine = services.newQueue("quarantine");
    this.sampled = random.nextInt(4) == 0;
  }

  /**
   * What a run that held had to endure.
   *
   * @param events calls sent, each once
   * @param copies of them that were sent again
   * @param kills consumers killed
   * @param doubled batches whose metrics CloudWatch would have counted twice
   * @param exact whether no event's metrics may have been lost
   * @param dropped calls that the client dropped
   * @param sampledOut calls that were counted and not stored
   */
  record Endured(
      int events,
      int copies,
      int invocations,
      int kills,
      int doubled,
      boolean exact,
      long dropped,
      int sampledOut,
      Map<Fault, Integer> faults) {}

  /** Runs it; throws what does not hold. */
  Endured run() throws IOException, InterruptedException {
    List<String> agents = List.of("a" + seed + "-" + hashCode(), "b" + seed + "-" + hashCode());
    ChaosTraffic traffic = new ChaosTraffic(seed, agents, !sampled);
    FaultDice sending = new FaultDice(seed + 2, share(), OF_SENDING, 5);
    FaultDice deleting = new FaultDice(seed + 3, share(), OF_SENDING, 4);
    boolean impatient = random.nextInt(8) == 0;
    FaultyLink toQueue =
        closing.add(FaultyLink.to(services.endpoints().sqs(), request -> sending.roll("send")));
    FaultyLink toDelete =
        closing.add(FaultyLink.to(services.endpoints().sqs(), request -> deleting.roll("delete")));
    ChaosCourier courier =
        new ChaosCourier(
            services.sqs(),
            closing.add(client(toDelete)),
            events,
            random,
            random.nextInt(4),
            threads);
    traffic.aroundTheClient(services.sqs(), events);
    CompletableFuture<ClientStats> sent = new CompletableFuture<>();
    threads.execute(() -> send(traffic, toQueue, impatient, sent));

    long start = System.nanoTime();
    while (courier.round(this::alive)
        || !sent.isDone()
        || QueueDepth.of(services.sqs(), events) > 0) {
      assertThat(Duration.ofNanos(System.nanoTime() - start)).as("settled").isLessThan(PATIENCE);
      TimeUnit.MILLISECONDS.sleep(2);
    }
    ClientStats stats = sent.join();
    List<ChaosReceipt> receipts = ChaosReceipt.of(ledger, services.dynamoDb(), services.table());
    ChaosAudit audit = new ChaosAudit(traffic.calls(), items(agents), ledger::isCertain, receipts);
    audit.assertStoredOnce(stats);
    if (!sampled) {
      assertThat(audit.sampledOut()).as("neither stored nor sampled out").isZero();
    }
    audit.assertRuns(traffic.runs(), stats);
    audit.assertMetered(metrics);
    ChaosAudit.assertNothingLostOnTheWay(ledger, metrics);
    ChaosReceipt.assertDropsCountedOnce(receipts, ledger, traffic.badBodies().keySet(), metrics);
    List<Message> refused = quarantined();
    ChaosAudit.assertQuarantined(traffic.badBodies(), refused);
    assertThat(items(agents) + refused.toString()).doesNotContain(ChaosTraffic.CANARY);
    Map<Fault, Integer> faults = new HashMap<>();
    for (FaultDice dice : List.of(sending, deleting, consumerDice)) {
      dice.rolled().forEach((fault, times) -> faults.merge(fault, times.get(), Integer::sum));
    }
    return new Endured(
        traffic.calls().size(),
        traffic.copies(),
        ledger.invocations().size(),
        Math.max(0, started - 2),
        ledger.doubled(),
        audit.isExact(),
        stats.droppedTotal(),
        audit.sampledOut(),
        faults);
  }

  @Override
  public void close() {
    for (ChaosConsumer consumer : consumers) {
      if (consumer != null) {
        consumer.close();
      }
    }
    closing.close();
    services.sqs().deleteQueue(request -> request.queueUrl(events));
    services.sqs().deleteQueue(request -> request.queueUrl(quarantine));
  }

  private double share() {
    return new double[] {0, 0.03, 0.12, 0.4}[random.nextInt(4)];
  }

  private void send(
      ChaosTraffic traffic,
      FaultyLink link,
      boolean impatient,
      CompletableFuture<ClientStats> sent) {
    try {
      TraceClient client =
          TraceClient.builder(link.endpoint() + events.substring(events.indexOf("/", 8)))
              .linger(Duration.ofMillis(20))
              .requestTimeout(Duration.ofMillis(600))
              .deliveryTimeout(impatient ? Duration.ofMillis(60) : Duration.ofMinutes(2))
              .sqsClient(() -> client(link))
              .build();
      sent.complete(traffic.through(client, Duration.ofMinutes(1)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      sent.completeExceptionally(e);
    } catch (RuntimeException | AssertionError e) {
      sent.completeExceptionally(e);
    }
  }

  private ChaosConsumer alive(int number) {
    ChaosConsumer consumer = consumers[number];
    if (consumer == null || consumer.isDead()) {
      if (consumer != null) {
        consumer.close();
      }
      started++;
      try {
        consumer =
            new ChaosConsumer(
                services.endpoints(),
                consumerDice,
                metrics,
                ledger,
                Map.of(
                    "TRACEQUEUE_TABLE",
                    services.table(),
                    "TRACEQUEUE_QUEUE_URL",
                    events,
                    "TRACEQUEUE_QUARANTINE_QUEUE_URL",
                    quarantine,
                    "TRACEQUEUE_METRICS_NAMESPACE",
                    metrics.namespace(),
                    "TRACEQUEUE_SAMPLE_RATE",
                    sampled ? "0.3" : "1",
                    "TRACEQUEUE_SAMPLE_COSTLY_USD",
                    "0.9"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      consumers[number] = consumer;
    }
    return consumer;
  }

  private List<StoredItem> items(List<String> agents) {
    List<StoredItem> items = new ArrayList<>();
    agents.forEach(
        agent -> items.addAll(StoredItem.ofAgent(services.dynamoDb(), services.table(), agent)));
    return items;
  }

  private List<Message> quarantined() {
    List<Message> all = new ArrayList<>();
    List<Message> some;
    do {
      some =
          services
              .sqs()
              .receiveMessage(
                  request ->
                      request
                          .queueUrl(quarantine)
                          .maxNumberOfMessages(10)
                          .visibilityTimeout(60)
                          .messageAttributeNames("All"))
              .messages();
      all.addAll(some);
    } while (!some.isEmpty());
    return all;
  }

  private static SqsClient client(FaultyLink link) {
    return SqsClient.builder()
        .endpointOverride(link.endpoint())
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .httpClientBuilder(
            UrlConnectionHttpClient.builder()
                .connectionTimeout(Duration.ofSeconds(1))
                .socketTimeout(Duration.ofMillis(600)))
        .checksumValidationEnabled(false)
        .overrideConfiguration(config -> config.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }
}
