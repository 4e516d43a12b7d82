// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import io.github.tracequeue.store.StoredTrace;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Logs problems of senders, once a day for each agent and process. Thread-safe. */
final class DailyHints {

  /**
   * At this number of hints, all are cleared, so that a faulty sender cannot exhaust the memory.
   */
  private static final int MAX_HINTS = 10_000;

  private final JsonLog log;
  private final InstantSource clock;
  private final Map<String, LocalDate> given = new ConcurrentHashMap<>();

  DailyHints(JsonLog log, InstantSource clock) {
    this.log = log;
    this.clock = clock;
  }

  void give(List<StoredTrace> calls) {
    for (StoredTrace call : calls) {
      String agent = call.agentSlug();
      if (call.tokens().conventionInferred() && isNew("convention " + agent)) {
        log.warn(
            "send usage_convention: cached tokens were counted as in the provider's own API",
            Map.of(
                "agent_slug",
                agent,
                "usage_convention",
                call.tokens().inclusive() ? "inclusive" : "exclusive"));
      }
      if (!call.repaired().isEmpty() && isNew("repaired " + agent)) {
        log.warn(
            "invalid fields were repaired or dropped",
            Map.of(
                "agent_slug", agent, "fields", String.join(", ", new TreeSet<>(call.repaired()))));
      }
    }
  }

  private boolean isNew(String hint) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    if (given.size() >= MAX_HINTS) {
      given.clear();
    }
    return !today.equals(given.put(hint, today));
  }
}
