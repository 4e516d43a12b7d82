// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes events as the wire contract's JSON. For one thread. */
final class EventEncoder {
  private static final byte[] EVENT_ID = JsonBuffer.ascii("{\"event_id\":");
  private static final byte[] TRUE = JsonBuffer.ascii("true");
  private static final int MAX_COST_SCALE = 12;

  private final @Nullable PromptHash sourceHash;
  private final JsonBuffer second = new JsonBuffer(32);
  private long epochSecond = Long.MIN_VALUE;

  private EventEncoder(@Nullable PromptHash sourceHash) {
    this.sourceHash = sourceHash;
  }

  /** An encoder that writes each prompt's preview as it is. */
  static EventEncoder ofPreviews() {
    return new EventEncoder(null);
  }

  /** An encoder that writes a hash in place of each prompt's preview. */
  static EventEncoder ofHashes(PromptHash hash) {
    return new EventEncoder(hash);
  }

  /** Appends the event; the id is for an event that has none. */
  void encode(Event event, EventId newId, JsonBuffer out) {
    out.raw(EVENT_ID);
    id(event, newId, out);
    if (event instanceof TraceEvent trace) {
      trace(trace, out);
    } else if (event instanceof RunEvent run) {
      run(run, out);
    }
    out.raw('}');
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

  private static void id(Event event, EventId newId, JsonBuffer out) {
    UUID id = event.eventId;
    out.raw('"');
    if (id == null) {
      newId.write(event.epochMillis, out);
    } else {
      EventId.write(id.getMostSignificantBits(), id.getLeastSignificantBits(), out);
    }
    out.raw('"');
  }

  private void prompt(TraceEvent event, JsonBuffer out) {
    String preview = event.promptPreview;
    if (preview != null && sourceHash != null) {
      string(EventField.PROMPT_HASH, sourceHash.of(preview), out);
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
    out.plain(kept.toPlainString());
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

  private void timestamp(EventField field, long epochMillis, JsonBuffer out) {
    if (epochMillis == 0) {
      return;
    }
    out.raw(field.key());
    if (epochMillis / 1000 != epochSecond) {
      writeSecond(epochMillis / 1000);
    }
    out.append(second);
    out.digits(epochMillis % 1000, 3);
    out.raw('Z');
    out.raw('"');
  }

  /** Keeps the text of a second, as most events of a batch share it. */
  private void writeSecond(long newSecond) {
    LocalDateTime time = LocalDateTime.ofEpochSecond(newSecond, 0, ZoneOffset.UTC);
    epochSecond = newSecond;
    second.truncate(0);
    second.raw('"');
    second.digits(time.getYear(), 4);
    second.raw('-');
    second.digits(time.getMonthValue(), 2);
    second.raw('-');
    second.digits(time.getDayOfMonth(), 2);
    second.raw('T');
    second.digits(time.getHour(), 2);
    second.raw(':');
    second.digits(time.getMinute(), 2);
    second.raw(':');
    second.digits(time.getSecond(), 2);
    second.raw('.');
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
      out.raw(TRUE);
    }
  }
}
