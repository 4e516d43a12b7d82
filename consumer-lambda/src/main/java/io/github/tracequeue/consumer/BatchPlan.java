// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import io.github.tracequeue.consumer.message.ParsedEvent;
import io.github.tracequeue.consumer.message.ParsedMessage;
import io.github.tracequeue.consumer.message.ParsedRun;
import io.github.tracequeue.consumer.message.ParsedTrace;
import io.github.tracequeue.store.StoredRun;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.TableSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a batch asks to be written: each event once. Copies within the batch share the fate of the
 * first one, and the events of one run are written one after the other. For one thread.
 */
final class BatchPlan {

  private final CallPricing pricing;
  private final Sampling sampling;
  private final List<PlannedEvent> events = new ArrayList<>();
  private final List<List<PlannedEvent>> writes = new ArrayList<>();
  // By text: a record's own equals and hashCode are linked at their first use, which takes
  // hundredths of a second of a cold start.
  private final Map<String, PlannedEvent> traces = new HashMap<>();
  private final Map<String, PlannedEvent> runEvents = new HashMap<>();
  private final Map<String, List<PlannedEvent>> byRun = new HashMap<>();

  private BatchPlan(CallPricing pricing, Sampling sampling) {
    this.pricing = pricing;
    this.sampling = sampling;
  }

  static BatchPlan of(List<Delivery> deliveries, CallPricing pricing, Sampling sampling) {
    BatchPlan plan = new BatchPlan(pricing, sampling);
    for (Delivery delivery : deliveries) {
      if (delivery.message() instanceof ParsedMessage.Accepted accepted) {
        for (ParsedEvent event : accepted.events()) {
          plan.add(delivery.messageId(), event);
        }
      }
    }
    return plan;
  }

  /** All events that are not rejected, in the order of the batch. */
  List<PlannedEvent> events() {
    return events;
  }

  /** Groups of events of which each is written in order, and all groups at once. */
  List<List<PlannedEvent>> writes() {
    return writes;
  }

  private void add(String messageId, ParsedEvent event) {
    if (event instanceof ParsedTrace trace) {
      addTrace(messageId, trace);
    } else if (event instanceof ParsedRun run) {
      addRun(messageId, run.run());
    }
  }

  private void addTrace(String messageId, ParsedTrace parsed) {
    StoredTrace whole = parsed.stored(pricing.costOf(parsed), 1);
    double weight = sampling.weightOf(whole);
    StoredTrace trace = weight > 1 ? whole.withSampleWeight(weight) : whole;
    String key = TableSchema.traceSk(trace.timestamp(), trace.eventId());
    PlannedEvent first = traces.get(key);
    PlannedEvent planned = new PlannedEvent.OfTrace(messageId, trace, first);
    events.add(planned);
    if (first != null) {
      return;
    }
    traces.put(key, planned);
    if (weight > 0) {
      writes.add(List.of(planned));
    } else {
      planned.fate(EventFate.SAMPLED_OUT);
    }
  }

  private void addRun(String messageId, StoredRun run) {
    String key = run.runId() + '#' + run.latest().eventId();
    PlannedEvent first = runEvents.get(key);
    PlannedEvent planned = new PlannedEvent.OfRun(messageId, run, first);
    events.add(planned);
    if (first == null) {
      runEvents.put(key, planned);
      writesOf(run.runId()).add(planned);
    }
  }

  private List<PlannedEvent> writesOf(String runId) {
    List<PlannedEvent> writesOfRun = byRun.get(runId);
    if (writesOfRun == null) {
      writesOfRun = new ArrayList<>();
      byRun.put(runId, writesOfRun);
      writes.add(writesOfRun);
    }
    return writesOfRun;
  }
}
