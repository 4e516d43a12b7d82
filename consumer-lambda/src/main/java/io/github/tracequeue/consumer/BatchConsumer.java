// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.tracequeue.consumer.message.BodyRedactor;
import io.github.tracequeue.consumer.message.MessageParser;
import io.github.tracequeue.consumer.message.PromptHasher;
import io.github.tracequeue.consumer.metrics.InvocationMetrics;
import io.github.tracequeue.consumer.metrics.MetricDimensions;
import io.github.tracequeue.consumer.metrics.MetricsSender;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Processes an invocation from event to response: read, store, quarantine, count, log. One process
 * may run several concurrently.
 */
final class BatchConsumer {

  private static final JsonFactory JSON = new JsonFactory();

  private final BatchProcessor processor;
  private final Supplier<PromptHasher> hashers;
  private final MetricDimensions dimensions;
  private final MetricsSender metricsSender;
  private final JsonLog log;
  private final DailyHints hints;
  private final InstantSource clock;
  private final LongSupplier nanoTime;

  BatchConsumer(
      BatchProcessor processor,
      Supplier<PromptHasher> hashers,
      MetricDimensions dimensions,
      MetricsSender metricsSender,
      JsonLog log,
      InstantSource clock,
      LongSupplier nanoTime) {
    this.processor = processor;
    this.hashers = hashers;
    this.dimensions = dimensions;
    this.metricsSender = metricsSender;
    this.log = log;
    this.hints = new DailyHints(log, clock);
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /**
   * Consumes a batch and writes the ids of messages that must be redelivered.
   *
   * @throws IOException if the event is not an SQS event
   * @throws BatchFailedException if no event could be processed, so that the queue backs off
   */
  void consume(InputStream event, OutputStream answer, String requestId, Duration remaining)
      throws IOException, InterruptedException {
    long start = nanoTime.getAsLong();
    TimeBudget budget = TimeBudget.of(remaining, nanoTime);
    PromptHasher hasher = hashers.get();
    List<Delivery> deliveries =
        SqsEventReader.read(event, new MessageParser(hasher), clock.instant());
    // Contains more than the request's id, so that two writers never have the same token.
    String attempt = UUID.randomUUID().toString().substring(24);
    BatchOutcome outcome = processor.process(deliveries, new BodyRedactor(hasher), attempt, budget);
    InvocationMetrics metrics = InvocationMetrics.begin(dimensions, clock);
    outcome.record(metrics);
    hints.give(outcome.countedCalls());
    int printed = metricsSender.send(metrics.end(), budget.metrics().remaining());
    logSummary(outcome, requestId, printed, nanoTime.getAsLong() - start);
    answer(outcome, answer);
  }

  private void logSummary(BatchOutcome outcome, String requestId, int printed, long nanos) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("request_id", requestId);
    summary.put("messages", outcome.deliveries().size());
    outcome
        .fates()
        .forEach((fate, count) -> summary.put(fate.name().toLowerCase(Locale.ROOT), count));
    summary.put("quarantined", outcome.quarantined());
    summary.put("messages_sent_back", outcome.pieces());
    summary.put("returned", outcome.failedIds().size());
    summary.put("metrics_printed", printed);
    summary.put("duration_ms", nanos / 1_000_000);
    if (outcome.failures().counts().isEmpty()) {
      log.info("batch done", summary);
    } else {
      summary.put("failures", outcome.failures().counts());
      log.warn("batch partly failed", summary);
    }
  }

  private static void answer(BatchOutcome outcome, OutputStream answer) throws IOException {
    Set<String> failedIds = outcome.failedIds();
    String refusal = outcome.failures().refusal();
    if (refusal != null && outcome.isNothingDone()) {
      // Contains only the kind of failure, because the runtime prints exceptions, and a service may
      // repeat the request in its message.
      throw new BatchFailedException("the service refused every write: " + refusal, null);
    }
    if (failedIds.contains("")) {
      // A message without an id cannot be returned, and a response with an empty id fails the whole
      // batch.
      throw new BatchFailedException("a message without an id failed", null);
    }
    try (JsonGenerator json = JSON.createGenerator(answer)) {
      json.writeStartObject();
      json.writeArrayFieldStart("batchItemFailures");
      for (String id : failedIds) {
        json.writeStartObject();
        json.writeStringField("itemIdentifier", id);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }
}
