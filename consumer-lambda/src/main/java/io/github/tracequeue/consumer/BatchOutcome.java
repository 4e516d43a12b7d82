// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import io.github.tracequeue.consumer.metrics.InvocationMetrics;
import io.github.tracequeue.consumer.metrics.ModelCall;
import io.github.tracequeue.consumer.metrics.PipelineMetric;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.StoredTrace.CostStatus;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The outcome of a batch.
 *
 * @param deliveries the batch
 * @param messages its messages that are not rejected
 * @param promptChanges its calls with which a watched agent's prompt changed
 * @param failedIds the ids of messages that must be redelivered
 * @param quarantined the number of messages and events sent to the quarantine queue
 * @param pieces the number of messages with unfinished events that were sent back to the queue
 * @param failures the reasons for redeliveries
 */
record BatchOutcome(
    List<Delivery> deliveries,
    List<PlannedMessage> messages,
    List<StoredTrace> promptChanges,
    Set<String> failedIds,
    int quarantined,
    int pieces,
    Failures failures) {

  /** Whether no message was finished. */
  boolean isNothingDone() {
    return deliveries.stream().allMatch(delivery -> failedIds.contains(delivery.messageId()));
  }

  /** The number of events by fate. */
  Map<EventFate, Integer> fates() {
    Map<EventFate, Integer> fates = new EnumMap<>(EventFate.class);
    events().forEach(event -> fates.merge(event.fate(), 1, Integer::sum));
    for (PlannedMessage message : messages) {
      if (message.rejectedAgain() > 0) {
        fates.merge(EventFate.RESENT, message.rejectedAgain(), Integer::sum);
      }
    }
    return fates;
  }

  /** The calls that this invocation counts. */
  List<StoredTrace> countedCalls() {
    List<StoredTrace> calls = new ArrayList<>();
    for (PlannedWrite event : events()) {
      if (event instanceof PlannedWrite.OfTrace call && event.fate().isCounted()) {
        calls.add(call.trace());
      }
    }
    return calls;
  }

  /** Records everything that this invocation counts. */
  void record(InvocationMetrics metrics) {
    for (PlannedWrite event : events()) {
      switch (event.fate()) {
        case STORED -> metrics.add(PipelineMetric.EVENTS_STORED, 1);
        case SAMPLED_OUT -> metrics.add(PipelineMetric.EVENTS_SAMPLED_OUT, 1);
        case REDELIVERED, DUPLICATE -> metrics.add(PipelineMetric.EVENTS_DUPLICATE, 1);
        case CONFLICT -> metrics.add(PipelineMetric.EVENTS_CONFLICT, 1);
        case RESENT, FAILED -> {}
      }
      if (event.fate().isCounted() && !event.repaired().isEmpty()) {
        metrics.add(PipelineMetric.EVENTS_REPAIRED, 1);
      }
    }
    countedCalls().forEach(call -> record(call, metrics));
    promptChanges.forEach(call -> metrics.recordPromptChange(call.agentSlug(), call.timestamp()));
    metrics.add(PipelineMetric.EVENTS_QUARANTINED, quarantined);
    for (PlannedMessage message : messages) {
      metrics.add(PipelineMetric.PRODUCER_DROPPED, message.droppedNow());
    }
  }

  private static void record(StoredTrace call, InvocationMetrics metrics) {
    if (call.cost().status() == CostStatus.UNPRICED) {
      metrics.add(PipelineMetric.EVENTS_UNPRICED, 1);
    }
    if (call.tokens().conventionInferred()) {
      metrics.add(PipelineMetric.USAGE_INFERRED, 1);
    }
    metrics.record(
        new ModelCall(
            call.agentSlug(),
            call.call().model(),
            call.timestamp(),
            call.call().latencyMillis(),
            call.cost().usd(),
            call.tokens().input(),
            call.tokens().output(),
            call.call().failed()));
  }

  private List<PlannedWrite> events() {
    return PlannedMessage.writesOf(messages);
  }
}
