// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.smoke;

import io.github.tracequeue.client.ClientStats;
import io.github.tracequeue.client.DropReason;
import io.github.tracequeue.client.TraceClient;
import io.github.tracequeue.pricing.PriceBook;
import io.github.tracequeue.store.TableSchema;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A smoke test that reports each step when it is complete. For a single use. Not thread-safe. */
final class Probe {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
  private static final String SENT = "sent";
  private static final String STORED = "stored";
  private static final String EXPIRY_ON = "expiry enabled";
  private static final String ONCE = "stored once";
  private static final String COUNTED = "counted once";

  private final ProbeCall call;
  private final Target target;
  private final Services services;
  private final Consumer<StepResult> report;
  private boolean failed;

  Probe(ProbeCall call, Target target, Services services, Consumer<StepResult> report) {
    this.call = call;
    this.target = target;
    this.services = services;
    this.report = report;
  }

  /**
   * The target of the test.
   *
   * @param patience the maximum duration of a step
   */
  record Target(String queueUrl, String table, int shards, PriceBook prices, Duration patience) {}

  /**
   * The clients of the test.
   *
   * @param producer called once; the producer client closes the result
   */
  record Services(
      Supplier<SqsClient> producer, SqsClient sqs, DynamoDbClient dynamoDb, ProbeMetrics metrics) {}

  /** Runs the steps until they no longer make sense; returns false if one failed. */
  boolean run() throws InterruptedException {
    ProbeMetrics.@Nullable Counts before = counts();
    try (TraceClient client =
        TraceClient.builder(target.queueUrl()).sqsClient(services.producer()).build()) {
      if (!send(client, 1)) {
        return false;
      }
      Optional<ProbeItem> item = awaitItem();
      if (item.isEmpty()) {
        return false;
      }
      tell(item.get().prompt());
      tell(item.get().price(target.prices()));
      tell(item.get().expiry());
      tell(expiryIsOn());
      if (send(client, 2)) {
        tell(storedOnce(item.get()));
        tell(before == null ? metricsUnreadable() : countedOnce(before));
      }
    }
    return !failed;
  }

  private boolean send(TraceClient client, int times) {
    client.record(call.event());
    boolean flushed = client.flush(target.patience());
    ClientStats stats = client.stats();
    if (flushed && stats.delivered() == times) {
      tell(
          StepResult.ok(
              SENT,
              times == 1 ? "event " + call.id() : "the same event again, like an SQS redelivery"));
      return true;
    }
    StringBuilder why = new StringBuilder("the queue did not accept the event:");
    if (stats.queued() + stats.inFlight() > 0) {
      why.append(" it is still queued");
    }
    for (DropReason reason : DropReason.values()) {
      if (stats.dropped(reason) > 0) {
        why.append(" dropped, ").append(reason.label());
      }
    }
    tell(
        StepResult.failed(
            SENT,
            why.append(". Check --queue-url and the permission sqs:SendMessage.").toString()));
    return false;
  }

  private Optional<ProbeItem> awaitItem() throws InterruptedException {
    long start = System.nanoTime();
    try {
      while (System.nanoTime() - start < target.patience().toNanos()) {
        Optional<ProbeItem> item = read();
        if (item.isPresent()) {
          double seconds = (System.nanoTime() - start) / 1e9;
          tell(
              StepResult.ok(
                  STORED, String.format(Locale.ROOT, "in the table after %.1f s", seconds)));
          return item;
        }
        TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
      }
      tell(
          StepResult.failed(
              STORED,
              String.format(
                  Locale.ROOT,
                  "not in table %s within %d s; see the consumer's log, the quarantine queue and the dead letters",
                  target.table(),
                  target.patience().toSeconds())));
    } catch (SdkException e) {
      tell(StepResult.failed(STORED, String.valueOf(e.getMessage())));
    }
    return Optional.empty();
  }

  private Optional<ProbeItem> read() {
    String sk = TableSchema.traceSk(call.time(), call.id().toString());
    for (int shard = 0; shard < target.shards(); shard++) {
      Map<String, AttributeValue> key =
          Map.of(
              TableSchema.PK,
              AttributeValue.fromS(TableSchema.tracePk(shard)),
              TableSchema.SK,
              AttributeValue.fromS(sk));
      Map<String, AttributeValue> item =
          services
              .dynamoDb()
              .getItem(request -> request.tableName(target.table()).key(key).consistentRead(true))
              .item();
      if (!item.isEmpty()) {
        return Optional.of(new ProbeItem(call, item));
      }
    }
    return Optional.empty();
  }

  private StepResult expiryIsOn() {
    try {
      TimeToLiveDescription ttl =
          services
              .dynamoDb()
              .describeTimeToLive(request -> request.tableName(target.table()))
              .timeToLiveDescription();
      boolean on = String.valueOf(ttl.timeToLiveStatusAsString()).startsWith("ENABL");
      return on && TableSchema.TTL_ATTRIBUTE.equals(ttl.attributeName())
          ? StepResult.ok(EXPIRY_ON, "with the attribute " + ttl.attributeName())
          : StepResult.failed(
              EXPIRY_ON,
              String.format(
                  Locale.ROOT,
                  "the table does not expire items with the attribute ttl: %s %s",
                  ttl.timeToLiveStatusAsString(),
                  ttl.attributeName()));
    } catch (SdkException e) {
      return StepResult.skipped(EXPIRY_ON, "dynamodb:DescribeTimeToLive: " + e.getMessage());
    }
  }

  private StepResult storedOnce(ProbeItem first) throws InterruptedException {
    try {
      if (!awaitEmptyQueue()) {
        return StepResult.skipped(
            ONCE,
            "the queue is not empty, so it is unknown whether the second event was processed");
      }
    } catch (SdkException e) {
      return StepResult.skipped(ONCE, "sqs:GetQueueAttributes: " + e.getMessage());
    }
    try {
      return read().equals(Optional.of(first))
          ? StepResult.ok(ONCE, "the second event changed nothing")
          : StepResult.failed(ONCE, "the second event changed the item");
    } catch (SdkException e) {
      return StepResult.skipped(ONCE, "dynamodb:GetItem: " + e.getMessage());
    }
  }

  private boolean awaitEmptyQueue() throws InterruptedException {
    long start = System.nanoTime();
    while (System.nanoTime() - start < target.patience().toNanos()) {
      long waiting =
          services
              .sqs()
              .getQueueAttributes(
                  request ->
                      request
                          .queueUrl(target.queueUrl())
                          .attributeNames(
                              QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                              QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
              .attributes()
              .values()
              .stream()
              .mapToLong(Long::parseLong)
              .sum();
      if (waiting == 0) {
        return true;
      }
      TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
    }
    return false;
  }

  private StepResult countedOnce(ProbeMetrics.Counts before) throws InterruptedException {
    long start = System.nanoTime();
    ProbeMetrics.Counts seen = new ProbeMetrics.Counts(0, 0, 0);
    while (System.nanoTime() - start < target.patience().toNanos()) {
      ProbeMetrics.Counts now = counts();
      if (now == null) {
        return metricsUnreadable();
      }
      seen = now.since(before);
      if (seen.calls() > 0 && seen.duplicates() > 0) {
        return seen.calls() == 1 && seen.costs() == 1
            ? StepResult.ok(COUNTED, "one call, one cost and one duplicate in the metrics")
            : StepResult.failed(COUNTED, "the metrics contain " + seen);
      }
      TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
    }
    return StepResult.failed(
        COUNTED,
        String.format(
            Locale.ROOT,
            "after %d s, the metrics contain %s",
            target.patience().toSeconds(),
            seen));
  }

  /** Null if they cannot be read. */
  private ProbeMetrics.@Nullable Counts counts() {
    try {
      return services.metrics().around(call.time());
    } catch (SdkException e) {
      return null;
    }
  }

  private static StepResult metricsUnreadable() {
    return StepResult.skipped(
        COUNTED, "cannot read the metrics: cloudwatch:GetMetricData is missing");
  }

  private void tell(StepResult step) {
    failed |= step.verdict() == StepResult.Verdict.FAILED;
    report.accept(step);
  }
}
