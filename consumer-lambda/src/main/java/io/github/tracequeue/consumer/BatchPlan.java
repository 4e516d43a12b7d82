// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import io.github.tracequeue.consumer.message.ParsedEvent;
import io.github.tracequeue.consumer.message.ParsedMessage;
import io.github.tracequeue.consumer.message.ParsedRun;
import io.github.tracequeue.consumer.message.ParsedTrace;
import io.github.tracequeue.store.StoredRun;
import io.github.tracequeue.store.StoredTrace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What a batch asks to be written: each event once. Copies within the batch share the fate of the
 * first one, and the events of one run are written one after the other. For one thread.
 */
final class BatchPlan {

  private final List<PlannedEvent> events = new ArrayList<>();
  private final List<List<PlannedEvent>> writes = new ArrayList<>();
  private final Map<Object, PlannedEvent> byKey = new HashMap<>();
  private final Map<String, List<PlannedEvent>> byRun = new HashMap<>();
  private final Function<ParsedTrace, StoredTrace> pricing;

  private BatchPlan(Function<ParsedTrace, StoredTrace> pricing) {
    this.pricing = pricing;
  }

  static BatchPlan of(List<Delivery> deliveries, Function<ParsedTrace, StoredTrace> pricing) {
    BatchPlan plan = new BatchPlan(pricing);
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
      addTrace(messageId, pricing.apply(trace));
    } else if (event instanceof ParsedRun run) {
      addRun(messageId, run.run());
    }
  }

  private void addTrace(String messageId, StoredTrace trace) {
    TraceKey key = new TraceKey(trace.eventId(), trace.timestamp());
    PlannedEvent first = byKey.get(key);
    PlannedEvent planned = PlannedEvent.of(messageId, trace, first);
    events.add(planned);
    if (first == null) {
      byKey.put(key, planned);
      writes.add(List.of(planned));
    }
  }

  private void addRun(String messageId, StoredRun run) {
    RunKey key = new RunKey(run.runId(), run.latest().eventId());
    PlannedEvent first = byKey.get(key);
    PlannedEvent planned = PlannedEvent.of(messageId, run, first);
    events.add(planned);
    if (first == null) {
      byKey.put(key, planned);
      byRun
          .computeIfAbsent(
              run.runId(),
              id -> {
                List<PlannedEvent> write = new ArrayList<>();
                writes.add(write);
                return write;
              })
          .add(planned);
    }
  }

  private record TraceKey(String eventId, Instant timestamp) {}

  private record RunKey(String runId, String eventId) {}
}
