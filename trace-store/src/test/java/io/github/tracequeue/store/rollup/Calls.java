// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store.rollup;

import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.StoredTrace.Call;
import io.github.tracequeue.store.StoredTrace.CallCost;
import io.github.tracequeue.store.StoredTrace.Content;
import io.github.tracequeue.store.StoredTrace.Tokens;
import io.github.tracequeue.store.StoredTrace.TraceLinks;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sample calls, each with an id of its own. Not thread-safe. */
final class Calls {

  static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private long ids;

  /** A call by cto of m-1 that took 1,200 ms and cost a cent. */
  StoredTrace call(Instant time) {
    return new StoredTrace(
        nextId(),
        time,
        "cto",
        new Call(null, "m-1", null, 1_200, null, false, null, null, null, false, null),
        new Tokens(100, 20, 0, 0, 0, 0, true),
        CallCost.priced(new BigDecimal("0.01"), "row-1"),
        new TraceLinks(null, null, null, null, null),
        new Content(null, null, null, false, Map.of()),
        1);
  }

  StoredTrace call(String agent, String model, Instant time) {
    return call(agent, null, model, time);
  }

  StoredTrace call(String agent, @Nullable String provider, String model, Instant time) {
    StoredTrace call = call(time);
    return new StoredTrace(
        call.eventId(),
        time,
        agent,
        new Call(provider, model, null, 1_200, null, false, null, null, null, false, null),
        call.tokens(),
        call.cost(),
        call.links(),
        call.content(),
        1);
  }

  /** The same call as a span of an operation. */
  static StoredTrace span(
      StoredTrace call, @Nullable String operation, String spanId, @Nullable String parentSpanId) {
    return new StoredTrace(
        call.eventId(),
        call.timestamp(),
        call.agentSlug(),
        new Call(
            call.call().provider(),
            call.call().model(),
            operation,
            1_200,
            null,
            false,
            null,
            null,
            null,
            false,
            null),
        call.tokens(),
        call.cost(),
        new TraceLinks(null, null, spanId, parentSpanId, null),
        call.content(),
        call.sampleWeight());
  }

  static StoredTrace withCost(StoredTrace call, CallCost cost) {
    return new StoredTrace(
        call.eventId(),
        call.timestamp(),
        call.agentSlug(),
        call.call(),
        call.tokens(),
        cost,
        call.links(),
        call.content(),
        call.sampleWeight());
  }

  static StoredTrace withTokens(StoredTrace call, Tokens tokens) {
    return new StoredTrace(
        call.eventId(),
        call.timestamp(),
        call.agentSlug(),
        call.call(),
        tokens,
        call.cost(),
        call.links(),
        call.content(),
        call.sampleWeight());
  }

  static StoredTrace withPrompt(StoredTrace call, String hash, @Nullable String key) {
    return new StoredTrace(
        call.eventId(),
        call.timestamp(),
        call.agentSlug(),
        call.call(),
        call.tokens(),
        call.cost(),
        call.links(),
        new Content(hash, key, null, false, Map.of()),
        call.sampleWeight());
  }

  static StoredTrace withLatency(StoredTrace call, long millis, boolean failed) {
    return new StoredTrace(
        call.eventId(),
        call.timestamp(),
        call.agentSlug(),
        new Call(
            call.call().provider(),
            call.call().model(),
            null,
            millis,
            null,
            failed,
            null,
            null,
            null,
            false,
            null),
        call.tokens(),
        call.cost(),
        call.links(),
        call.content(),
        call.sampleWeight());
  }

  String nextId() {
    return new UUID(0x019a_0000_0000_7000L, ids++).toString();
  }
}
