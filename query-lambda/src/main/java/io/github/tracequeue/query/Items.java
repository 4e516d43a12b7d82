// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.store.ReadCost;
import io.github.tracequeue.store.StoredRun;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.StoredTrace.Call;
import io.github.tracequeue.store.StoredTrace.Content;
import io.github.tracequeue.store.StoredTrace.Tokens;
import io.github.tracequeue.store.StoredTrace.TraceLinks;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Writes the table's items as JSON, with the wire contract's names. */
final class Items {

  private Items() {}

  /** Writes a call as an object. */
  static void write(JsonWriter json, StoredTrace trace) {
    json.startObject();
    writeFields(json, trace);
    json.end();
  }

  /** Writes a call's fields into an open object. */
  static void writeFields(JsonWriter json, StoredTrace trace) {
    Call call = trace.call();
    json.text("event_id", trace.eventId())
        .time("timestamp", trace.timestamp())
        .text("agent_slug", trace.agentSlug())
        .text("provider", call.provider())
        .text("model", call.model())
        .text("operation", call.operation())
        .text("status", call.failed() ? "error" : "ok")
        .text("error_type", call.errorType())
        .text("error_message", call.errorMessage())
        .text("finish_reason", call.finishReason())
        .number("latency_ms", call.latencyMillis())
        .number("time_to_first_token_ms", call.timeToFirstTokenMillis())
        .text("service_tier", call.serviceTier())
        .flagIfSet("batch", call.batch())
        .text("inference_geo", call.inferenceGeo())
        .text("response_id", call.responseId())
        .numbers("tool_requests", call.toolRequests());
    write(json, trace.tokens());
    json.text("cost_status", trace.cost().status().wireName())
        .number("cost_usd", plain(trace.cost().usd()))
        .text("price_row", trace.cost().priceRow())
        .text("price_source", trace.cost().byMaker() ? "maker" : null)
        .text("unpriced_reason", trace.cost().unpricedReason());
    TraceLinks links = trace.links();
    json.text("run_id", links.runId())
        .text("trace_id", links.traceId())
        .text("span_id", links.spanId())
        .text("parent_span_id", links.parentSpanId())
        .text("session_id", links.sessionId());
    Content content = trace.content();
    json.text("prompt_hash", content.promptHash())
        .text("prompt_hash_key", content.promptHashKey())
        .text("decision_summary", content.decisionSummary())
        .flagIfSet("degraded", content.degraded())
        .texts("tags", content.tags())
        .number("sample_weight", trace.sampleWeight())
        .textsIfAny("repaired", trace.repaired());
  }

  /** Writes a run as an object. */
  static void write(JsonWriter json, StoredRun run) {
    json.startObject();
    writeFields(json, run);
    json.end();
  }

  /** Writes a run's fields into an open object. */
  static void writeFields(JsonWriter json, StoredRun run) {
    json.text("run_id", run.runId())
        .text("agent_slug", run.agentSlug())
        .text("status", run.status().wireName())
        .time("timestamp", run.latest().timestamp())
        .time("started_at", run.startedAt())
        .time("ended_at", run.endedAt())
        .text("summary", run.summary() == null ? null : run.summary().text())
        .text("trace_id", run.traceId())
        .text("parent_run_id", run.parentRunId())
        .textsIfAny("repaired", run.repaired());
  }

  /** Writes what the response read from the table. */
  static void write(JsonWriter json, ReadCost cost) {
    json.startObject("read")
        .number("capacity_units", cost.capacityUnits())
        .number("requests", (long) cost.requests())
        .number("examined", cost.examined())
        .end();
  }

  /** An amount without an exponent, so that every JSON parser accepts it. */
  static @Nullable BigDecimal plain(@Nullable BigDecimal amount) {
    return amount == null || amount.scale() >= 0 ? amount : amount.setScale(0);
  }

  private static void write(JsonWriter json, Tokens tokens) {
    json.number("input_tokens", tokens.input())
        .number("output_tokens", tokens.output())
        .number("cache_read_tokens", tokens.cacheRead())
        .number("cache_write_5m_tokens", tokens.cacheWrite5m())
        .number("cache_write_1h_tokens", tokens.cacheWrite1h())
        .number("reasoning_tokens", tokens.reasoning())
        .numberUnlessZero("input_audio_tokens", tokens.audio().input())
        .numberUnlessZero("output_audio_tokens", tokens.audio().output())
        .numberUnlessZero("cache_read_audio_tokens", tokens.audio().cacheRead())
        .text("usage_convention", tokens.inclusive() ? "inclusive" : "exclusive")
        .flagIfSet("usage_inferred", tokens.conventionInferred());
  }
}
