// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import io.github.tracequeue.store.StoredRun.Event;
import io.github.tracequeue.store.StoredRun.Status;
import io.github.tracequeue.store.StoredRun.Summary;
import io.github.tracequeue.store.StoredTrace.Call;
import io.github.tracequeue.store.StoredTrace.CallCost;
import io.github.tracequeue.store.StoredTrace.Content;
import io.github.tracequeue.store.StoredTrace.Tokens;
import io.github.tracequeue.store.StoredTrace.TraceLinks;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sample values. */
final class Traces {

  static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private Traces() {}

  static StoredTrace minimal(String eventId, Instant timestamp) {
    return new StoredTrace(
        eventId,
        timestamp,
        "cto",
        new Call(null, "claude-haiku-4-5", null, 1200, null, false, null, null, null, false, null),
        new Tokens(100, 20, 0, 0, 0, 0, true),
        CallCost.unpriced("unknown_model"),
        new TraceLinks(null, null, null, null, null),
        new Content(null, null, null, false, Map.of()),
        1);
  }

  static StoredTrace full(String eventId, Instant timestamp) {
    return new StoredTrace(
        eventId,
        timestamp,
        "security",
        new Call(
            "anthropic",
            "claude-sonnet-4-5",
            "chat",
            2345,
            310L,
            true,
            "rate_limit",
            "length",
            "priority",
            true,
            "msg_013Zva2CMHLNnXjNJJKqJ2EF"),
        new Tokens(1000, 200, 300, 40, 50, 60, false),
        CallCost.priced(
            new BigDecimal("0.0012345678901"), "anthropic/claude-sonnet-4-5@2025-09-29"),
        new TraceLinks(
            "2026-11-23T12:00:00.000Z#42",
            "4bf92f3577b34da6a3ce929d0e0e4736",
            "00f067aa0ba902b7",
            "b7ad6b7169203331",
            "session-7"),
        new Content(
            "8e0c1f95df58011e", "k1", "Merged the pull request.", true, Map.of("team", "x")),
        2.5);
  }

  /** What the producer client sends for a call within a run, with a decision of some length. */
  static StoredTrace typical(String eventId, Instant timestamp) {
    return new StoredTrace(
        eventId,
        timestamp,
        "security",
        new Call(
            "anthropic",
            "claude-sonnet-4-5-20250929",
            "chat",
            2345,
            310L,
            false,
            null,
            "end_turn",
            null,
            false,
            null),
        new Tokens(1000, 200, 300, 0, 0, 60, true),
        CallCost.priced(new BigDecimal("0.0012345"), "anthropic/claude-sonnet-4-5@2025-09-29"),
        new TraceLinks(
            "2026-11-23T12:00:00.000Z#019a0000",
            "4bf92f3577b34da6a3ce929d0e0e4736",
            "00f067aa0ba902b7",
            "b7ad6b7169203331",
            null),
        new Content("8e0c1f95df58011e", null, "x".repeat(160), false, Map.of()),
        1);
  }

  static StoredTrace withModel(StoredTrace trace, String model) {
    Call call = trace.call();
    return new StoredTrace(
        trace.eventId(),
        trace.timestamp(),
        trace.agentSlug(),
        new Call(
            call.provider(),
            model,
            call.operation(),
            call.latencyMillis(),
            call.timeToFirstTokenMillis(),
            call.failed(),
            call.errorType(),
            call.finishReason(),
            call.serviceTier(),
            call.batch(),
            call.responseId()),
        trace.tokens(),
        trace.cost(),
        trace.links(),
        trace.content(),
        trace.sampleWeight());
  }

  static StoredTrace withCost(StoredTrace trace, CallCost cost) {
    return new StoredTrace(
        trace.eventId(),
        trace.timestamp(),
        trace.agentSlug(),
        trace.call(),
        trace.tokens(),
        cost,
        trace.links(),
        trace.content(),
        trace.sampleWeight());
  }

  static StoredTrace withContent(StoredTrace trace, Content content) {
    return new StoredTrace(
        trace.eventId(),
        trace.timestamp(),
        trace.agentSlug(),
        trace.call(),
        trace.tokens(),
        trace.cost(),
        trace.links(),
        content,
        trace.sampleWeight());
  }

  static StoredRun run(
      String runId, String eventId, Status status, Instant timestamp, @Nullable String summary) {
    Event event = new Event(status, timestamp, eventId);
    return new StoredRun(
        runId,
        "cto",
        event,
        status == Status.RUNNING ? timestamp : null,
        status == Status.RUNNING ? null : timestamp,
        summary == null ? null : new Summary(event, summary),
        null,
        null,
        Set.of(eventId));
  }
}
