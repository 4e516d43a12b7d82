// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import io.github.tracequeue.consumer.message.ParsedMessage;
import io.github.tracequeue.consumer.metrics.InvocationMetrics;
import io.github.tracequeue.consumer.metrics.ModelCall;
import io.github.tracequeue.consumer.metrics.PipelineMetric;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.StoredTrace.CostStatus;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What became of a batch.
 *
 * @param deliveries the batch
 * @param events its events that are not rejected
 * @param promptChanges its calls with which a watched agent's prompt changed
 * @param failedIds of the messages that must come again
 * @param quarantined how many messages and events went to the quarantine queue
 * @param failures why messages must come again
 */
record BatchOutcome(
    List<Delivery> deliveries,
    List<PlannedEvent> events,
    List<StoredTrace> promptChanges,
    Set<String> failedIds,
    int quarantined,
    Failures failures) {

  /** Whether not a single message was brought to an end. */
  boolean isNothingDone() {
    return deliveries.stream().allMatch(delivery -> failedIds.contains(delivery.messageId()));
  }

  /** How many events came to each fate. */
  Map<EventFate, Integer> fates() {
    Map<EventFate, Integer> fates = new EnumMap<>(EventFate.class);
    events.forEach(event -> fates.merge(event.fate(), 1, Integer::sum));
    return fates;
  }

  /** Records what is to be counted now and never again. */
  void record(InvocationMetrics metrics) {
    // A copy within the batch says nothing about what else its message brings.
    Set<String> repeatedIds = repeatedIds(PlannedEvent::isKnownToTheTable);
    Set<String> countedLaterIds = countedLaterIds();
    for (PlannedEvent event : events) {
      switch (event.fate()) {
        case STORED -> {
          metrics.add(PipelineMetric.EVENTS_STORED, 1);
          recordCall(event, metrics);
        }
        case SAMPLED_OUT -> {
          if (repeatedIds.contains(event.messageId())) {
            metrics.add(PipelineMetric.EVENTS_DUPLICATE, 1);
          } else if (!countedLaterIds.contains(event.messageId())) {
            metrics.add(PipelineMetric.EVENTS_SAMPLED_OUT, 1);
            recordCall(event, metrics);
          }
        }
        case REDELIVERED, DUPLICATE -> metrics.add(PipelineMetric.EVENTS_DUPLICATE, 1);
        case CONFLICT -> metrics.add(PipelineMetric.EVENTS_CONFLICT, 1);
        case FAILED -> {}
      }
    }
    promptChanges.forEach(call -> metrics.recordPromptChange(call.agentSlug(), call.timestamp()));
    metrics.add(PipelineMetric.EVENTS_QUARANTINED, quarantined);
    metrics.add(PipelineMetric.PRODUCER_DROPPED, producerDropped(countedLaterIds));
  }

  /**
   * The messages that were counted before: some of their events were known already, and none is
   * new. What leaves no trace in the table, such as drops, is told from a first time only so.
   */
  private Set<String> repeatedIds(Predicate<PlannedEvent> isKnown) {
    Set<String> repeatedIds = new HashSet<>();
    for (PlannedEvent event : events) {
      if (isKnown.test(event)) {
        repeatedIds.add(event.messageId());
      }
    }
    for (PlannedEvent event : events) {
      if (event.fate() == EventFate.STORED) {
        repeatedIds.remove(event.messageId());
      }
    }
    return repeatedIds;
  }

  /**
   * The messages that come again and are then known to be new. One that comes again for its
   * quarantine alone, and of which something is stored, is then known to be old: it counts now.
   */
  private Set<String> countedLaterIds() {
    Set<String> laterIds = new HashSet<>(failedIds);
    if (!failedIds.isEmpty()) {
      events.stream()
          .filter(event -> event.fate() == EventFate.STORED)
          .forEach(event -> laterIds.remove(event.messageId()));
      events.stream()
          .filter(event -> event.fate() == EventFate.FAILED)
          .forEach(event -> laterIds.add(event.messageId()));
    }
    return laterIds;
  }

  private long producerDropped(Set<String> countedLaterIds) {
    // A copy of another message's event means that the whole envelope was sent twice.
    Set<String> countedIds =
        repeatedIds(event -> event.isKnownToTheTable() || event.isCopyOfAnotherMessage());
    countedIds.addAll(countedLaterIds);
    long dropped = 0;
    for (Delivery delivery : deliveries) {
      if (delivery.message() instanceof ParsedMessage.Accepted accepted
          && !accepted.dropped().isEmpty()
          && countedIds.add(delivery.messageId())) {
        dropped += accepted.dropped().values().stream().mapToLong(Long::longValue).sum();
      }
    }
    return dropped;
  }

  private static void recordCall(PlannedEvent event, InvocationMetrics metrics) {
    if (event instanceof PlannedEvent.OfTrace planned) {
      StoredTrace trace = planned.trace();
      if (trace.cost().status() == CostStatus.UNPRICED) {
        metrics.add(PipelineMetric.EVENTS_UNPRICED, 1);
      }
      metrics.record(
          new ModelCall(
              trace.agentSlug(),
              trace.call().model(),
              trace.timestamp(),
              trace.call().latencyMillis(),
              trace.cost().usd(),
              trace.tokens().input(),
              trace.tokens().output(),
              trace.call().failed()));
    }
  }
}
