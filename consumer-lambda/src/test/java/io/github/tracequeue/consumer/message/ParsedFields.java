// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import io.github.tracequeue.store.StoredRun;
import io.github.tracequeue.store.StoredTrace.Audio;
import io.github.tracequeue.store.StoredTrace.Call;
import io.github.tracequeue.store.StoredTrace.Content;
import io.github.tracequeue.store.StoredTrace.Tokens;
import io.github.tracequeue.store.StoredTrace.TraceLinks;
import io.github.tracequeue.store.Timestamps;
import io.github.tracequeue.testkit.contract.StoredFields;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the parser reads from an event, under the contract's names. */
final class ParsedFields {
  private ParsedFields() {}

  static StoredFields of(ParsedEvent event) {
    return event.match(
        ParsedFields::call,
        run -> run(run.run()),
        rejected -> {
          throw new IllegalArgumentException(rejected.toString());
        });
  }

  private static StoredFields call(ParsedTrace trace) {
    Map<String, Object> values = new TreeMap<>();
    put(values, "type", "llm_trace");
    put(values, "event_id", trace.eventId());
    put(values, "timestamp", text(trace.timestamp()));
    put(values, "agent_slug", trace.agentSlug());
    put(values, "cost_usd", trace.reportedCost());
    Call call = trace.call();
    put(values, "provider", call.provider());
    put(values, "model", call.model());
    put(values, "operation", call.operation());
    put(values, "latency_ms", unlessZero(call.latencyMillis()));
    put(values, "time_to_first_token_ms", call.timeToFirstTokenMillis());
    put(values, "status", call.failed() ? "error" : "ok");
    put(values, "error_type", call.errorType());
    put(values, "error_message", call.errorMessage());
    put(values, "finish_reason", call.finishReason());
    put(values, "service_tier", call.serviceTier());
    put(values, "batch", call.batch() ? true : null);
    put(values, "inference_geo", call.inferenceGeo());
    put(values, "response_id", call.responseId());
    put(values, "tool_requests", call.toolRequests().isEmpty() ? null : call.toolRequests());
    putTokens(values, trace.tokens());
    TraceLinks links = trace.links();
    put(values, "run_id", links.runId());
    put(values, "trace_id", links.traceId());
    put(values, "span_id", links.spanId());
    put(values, "parent_span_id", links.parentSpanId());
    put(values, "session_id", links.sessionId());
    Content content = trace.content();
    put(values, "prompt_hash", content.promptHash());
    put(values, "decision_summary", content.decisionSummary());
    put(values, "degraded", content.degraded() ? true : null);
    put(values, "tags", content.tags().isEmpty() ? null : content.tags());
    return new StoredFields(values, trace.repaired());
  }

  private static void putTokens(Map<String, Object> values, Tokens tokens) {
    put(values, "input_tokens", tokens.input());
    put(values, "output_tokens", tokens.output());
    put(values, "cache_read_tokens", unlessZero(tokens.cacheRead()));
    put(values, "cache_write_5m_tokens", unlessZero(tokens.cacheWrite5m()));
    put(values, "cache_write_1h_tokens", unlessZero(tokens.cacheWrite1h()));
    put(values, "reasoning_tokens", unlessZero(tokens.reasoning()));
    Audio audio = tokens.audio();
    put(values, "input_audio_tokens", unlessZero(audio.input()));
    put(values, "output_audio_tokens", unlessZero(audio.output()));
    put(values, "cache_read_audio_tokens", unlessZero(audio.cacheRead()));
    put(values, "usage_convention", tokens.inclusive() ? "inclusive" : "exclusive");
    put(values, "usage_inferred", tokens.conventionInferred() ? true : null);
  }

  private static StoredFields run(StoredRun run) {
    Map<String, Object> values = new TreeMap<>();
    put(values, "type", "run");
    put(values, "event_id", run.latest().eventId());
    put(values, "timestamp", text(run.latest().timestamp()));
    put(values, "run_id", run.runId());
    put(values, "agent_slug", run.agentSlug());
    put(values, "status", run.status().wireName());
    put(values, "started_at", text(run.startedAt()));
    put(values, "ended_at", text(run.endedAt()));
    StoredRun.Summary summary = run.summary();
    put(values, "summary", summary == null ? null : summary.text());
    put(values, "trace_id", run.traceId());
    put(values, "parent_run_id", run.parentRunId());
    return new StoredFields(values, run.repaired());
  }

  private static @Nullable Long unlessZero(long count) {
    return count == 0 ? null : count;
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : Timestamps.format(time);
  }

  private static void put(Map<String, Object> values, String name, @Nullable Object value) {
    if (value != null) {
      values.put(name, value);
    }
  }
}
