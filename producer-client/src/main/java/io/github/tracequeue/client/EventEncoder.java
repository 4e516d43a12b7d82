// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes events as the wire contract's JSON. For one thread. */
final class EventEncoder {
  private static final int MAX_COST_SCALE = 12;

  private final @Nullable PromptHash promptHash;

  EventEncoder(Options options) {
    this.promptHash = options.promptHash();
  }

  /** The event as JSON; an event without an id gets a new one. */
  String encode(Event event, ProducerIdentity producer, JsonBuffer out) {
    UUID id = event.eventId;
    out.clear();
    out.raw("{\"event_id\":");
    out.string((id == null ? producer.newEventId(event.epochMillis) : id).toString());
    if (event instanceof TraceEvent trace) {
      trace(trace, out);
    } else if (event instanceof RunEvent run) {
      run(run, out);
    }
    return out.raw('}').toString();
  }

  private void trace(TraceEvent event, JsonBuffer out) {
    timestamp(EventField.TIMESTAMP, event.epochMillis, out);
    string(EventField.AGENT_SLUG, event.agentSlug, out);
    string(EventField.MODEL, event.model, out);
    count(EventField.INPUT_TOKENS, event.inputTokens, out);
    count(EventField.OUTPUT_TOKENS, event.outputTokens, out);
    count(EventField.LATENCY_MS, event.latencyMillis, out);
    string(EventField.PROVIDER, event.provider, out);
    prompt(event, out);
    string(EventField.DECISION_SUMMARY, event.decisionSummary, out);
    string(EventField.RUN_ID, event.runId, out);
    cost(event.costUsd, out);
    string(EventField.TRACE_ID, event.traceId, out);
    string(EventField.SPAN_ID, event.spanId, out);
    string(EventField.PARENT_SPAN_ID, event.parentSpanId, out);
    string(EventField.STATUS, event.error ? "error" : null, out);
    string(EventField.ERROR_TYPE, event.errorType, out);
    string(EventField.FINISH_REASON, event.finishReason, out);
    string(EventField.OPERATION, event.operation, out);
    string(EventField.SERVICE_TIER, event.serviceTier, out);
    count(EventField.CACHE_READ_TOKENS, event.cacheReadTokens, out);
    count(EventField.CACHE_WRITE_5M_TOKENS, event.cacheWrite5mTokens, out);
    count(EventField.CACHE_WRITE_1H_TOKENS, event.cacheWrite1hTokens, out);
    count(EventField.REASONING_TOKENS, event.reasoningTokens, out);
    UsageConvention convention = event.usageConvention;
    string(EventField.USAGE_CONVENTION, convention == null ? null : convention.label(), out);
    count(EventField.TIME_TO_FIRST_TOKEN_MS, event.timeToFirstTokenMillis, out);
    flag(EventField.BATCH, event.batch, out);
    string(EventField.RESPONSE_ID, event.responseId, out);
    string(EventField.SESSION_ID, event.sessionId, out);
    flag(EventField.DEGRADED, event.degraded, out);
    tags(event.tags, out);
  }

  private void run(RunEvent event, JsonBuffer out) {
    string(EventField.TYPE, "run", out);
    timestamp(EventField.TIMESTAMP, event.epochMillis, out);
    string(EventField.RUN_ID, event.runId, out);
    string(EventField.AGENT_SLUG, event.agentSlug, out);
    string(EventField.STATUS, event.status.label(), out);
    timestamp(EventField.STARTED_AT, event.startedMillis, out);
    timestamp(EventField.ENDED_AT, event.endedMillis, out);
    string(EventField.SUMMARY, event.summary, out);
    string(EventField.TRACE_ID, event.traceId, out);
    string(EventField.PARENT_RUN_ID, event.parentRunId, out);
  }

  private void prompt(TraceEvent event, JsonBuffer out) {
    String preview = event.promptPreview;
    if (preview != null && promptHash != null) {
      string(EventField.PROMPT_HASH, promptHash.of(preview), out);
    } else {
      string(EventField.PROMPT_PREVIEW, preview, out);
      string(EventField.PROMPT_HASH, event.promptHash, out);
    }
  }

  private static void cost(@Nullable BigDecimal cost, JsonBuffer out) {
    if (cost == null) {
      return;
    }
    out.raw(EventField.COST_USD.key());
    // Rounding 1E-1000000 digit by digit would take minutes, and it is zero.
    boolean isNothing = (long) cost.precision() - cost.scale() < -MAX_COST_SCALE;
    BigDecimal kept = isNothing ? BigDecimal.ZERO : cost;
    if (kept.scale() > MAX_COST_SCALE) {
      kept = kept.setScale(MAX_COST_SCALE, RoundingMode.HALF_EVEN);
    }
    out.raw(kept.toPlainString());
  }

  private static void tags(String[] tags, JsonBuffer out) {
    if (tags.length == 0) {
      return;
    }
    out.raw(EventField.TAGS.key());
    for (int i = 0; i < tags.length; i += 2) {
      out.raw(i == 0 ? '{' : ',');
      out.string(tags[i]);
      out.raw(':');
      out.string(tags[i + 1]);
    }
    out.raw('}');
  }

  private static void timestamp(EventField field, long epochMillis, JsonBuffer out) {
    if (epochMillis != 0) {
      out.raw(field.key()).raw('"').raw(Instant.ofEpochMilli(epochMillis).toString()).raw('"');
    }
  }

  private static void string(EventField field, @Nullable String value, JsonBuffer out) {
    if (value != null) {
      out.raw(field.key());
      out.string(value);
    }
  }

  private static void count(EventField field, int value, JsonBuffer out) {
    if (value >= 0) {
      out.raw(field.key());
      out.number(value);
    }
  }

  private static void flag(EventField field, boolean value, JsonBuffer out) {
    if (value) {
      out.raw(field.key());
      out.raw("true");
    }
  }
}
