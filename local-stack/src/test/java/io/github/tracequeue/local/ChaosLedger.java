// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The invocations of one run, as seen from outside. Thread-safe. */
final class ChaosLedger {
  /** More than any client of a run reports; bodies that break the contract may. */
  private static final long MAX_DROPS = 1_000_000;

  private final List<ChaosInvocation> invocations = new CopyOnWriteArrayList<>();
  private final Map<String, ChaosInvocation> attempts = new ConcurrentHashMap<>();
  private final AtomicInteger doubled = new AtomicInteger();
  private final LongAdder reportedDrops = new LongAdder();

  /**
   * An invocation begins.
   *
   * @param event as the event-source mapping writes it
   */
  void began(ChaosInvocation invocation, String event) {
    invocations.add(invocation);
    Json.tree(event).path("Records").forEach(record -> delivered(record.path("body").asText()));
  }

  /** The invocation writes under this name. */
  void attempted(String attempt, ChaosInvocation invocation) {
    attempts.putIfAbsent(attempt, invocation);
  }

  /**
   * The most that may be counted of what clients say they gave up: each report as often as it was
   * delivered, as one without events has nothing to be known by, and two processes that each store
   * a part of one message both take it for new.
   */
  long reportedDrops() {
    return reportedDrops.sum();
  }

  List<ChaosInvocation> invocations() {
    return invocations;
  }

  /** Who wrote under this name; null where nobody did. */
  @Nullable ChaosInvocation writer(String attempt) {
    return attempts.get(attempt);
  }

  /** CloudWatch would have counted a batch's metrics twice, as its answer was lost. */
  void countDoubled() {
    doubled.incrementAndGet();
  }

  int doubled() {
    return doubled.get();
  }

  private void delivered(String body) {
    JsonNode envelope;
    try {
      envelope = Json.tree(body);
    } catch (IllegalArgumentException e) {
      // One of those that end in quarantine.
      return;
    }
    long dropped = 0;
    for (JsonNode events : envelope.path("dropped")) {
      dropped += Math.max(0, Math.min(events.asLong(), MAX_DROPS));
    }
    reportedDrops.add(dropped);
  }
}
