// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import io.github.tracequeue.store.StoredTrace.Audio;
import io.github.tracequeue.store.StoredTrace.Call;
import io.github.tracequeue.store.StoredTrace.CallCost;
import io.github.tracequeue.store.StoredTrace.Content;
import io.github.tracequeue.store.StoredTrace.CostStatus;
import io.github.tracequeue.store.StoredTrace.Tokens;
import io.github.tracequeue.store.StoredTrace.TraceLinks;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Converts traces to and from items. An item contains the contract's fields and what the consumer
 * adds. Type, event id and trace id are only in the keys, because an item above 1 KB costs two
 * write units.
 */
final class TraceItem {

  static final String WRITER = "writer";

  private static final AttributeValue OK = AttributeValue.fromS("ok");
  private static final AttributeValue ERROR = AttributeValue.fromS("error");
  private static final AttributeValue INCLUSIVE = AttributeValue.fromS("inclusive");
  private static final AttributeValue EXCLUSIVE = AttributeValue.fromS("exclusive");

  private TraceItem() {}

  static Map<String, AttributeValue> of(
      StoredTrace trace, int shard, String writer, Instant expiry) {
    Call call = trace.call();
    Tokens tokens = trace.tokens();
    CallCost cost = trace.cost();
    TraceLinks links = trace.links();
    Content content = trace.content();
    String timestamp = Timestamps.format(trace.timestamp());
    AttributeValue sk = AttributeValue.fromS(timestamp + '#' + trace.eventId());
    ItemWriter item =
        new ItemWriter()
            .text(TableSchema.PK, TableSchema.tracePk(shard))
            .value(TableSchema.SK, sk)
            .text(TableSchema.GSI1PK, TableSchema.agentPk(trace.agentSlug(), shard))
            .value(TableSchema.GSI1SK, sk)
            .number(TableSchema.TTL_ATTRIBUTE, expiry.getEpochSecond())
            .text(WRITER, writer)
            .text("timestamp", timestamp)
            .text("agent_slug", trace.agentSlug())
            .text("provider", call.provider())
            .text("model", call.model())
            .text("operation", call.operation())
            .numberUnlessZero("latency_ms", call.latencyMillis())
            .value("status", call.failed() ? ERROR : OK)
            .text("error_type", call.errorType())
            .text("error_message", call.errorMessage())
            .text("finish_reason", call.finishReason())
            .text("service_tier", call.serviceTier())
            .flag("batch", call.batch())
            .text("inference_geo", call.inferenceGeo())
            .text("response_id", call.responseId())
            .numbers("tool_requests", call.toolRequests())
            .number("input_tokens", tokens.input())
            .number("output_tokens", tokens.output())
            .numberUnlessZero("cache_read_tokens", tokens.cacheRead())
            .numberUnlessZero("cache_write_5m_tokens", tokens.cacheWrite5m())
            .numberUnlessZero("cache_write_1h_tokens", tokens.cacheWrite1h())
            .numberUnlessZero("reasoning_tokens", tokens.reasoning())
            .numberUnlessZero("input_audio_tokens", tokens.audio().input())
            .numberUnlessZero("output_audio_tokens", tokens.audio().output())
            .numberUnlessZero("cache_read_audio_tokens", tokens.audio().cacheRead())
            .value("usage_convention", tokens.inclusive() ? INCLUSIVE : EXCLUSIVE)
            .flag("usage_inferred", tokens.conventionInferred())
            .text("cost_status", cost.status().wireName())
            .number("cost_usd", cost.usd())
            .text("price_row", cost.priceRow())
            .text("price_source", cost.byMaker() ? CallCost.BY_MAKER : null)
            .text("unpriced_reason", cost.unpricedReason())
            .text("run_id", links.runId())
            .text("span_id", links.spanId())
            .text("parent_span_id", links.parentSpanId())
            .text("session_id", links.sessionId())
            .text("prompt_hash", content.promptHash())
            .text("prompt_hash_key", content.promptHashKey())
            .text("decision_summary", content.decisionSummary())
            .flag("degraded", content.degraded())
            .texts("tags", content.tags())
            .textSet("repaired", trace.repaired());
    if (call.timeToFirstTokenMillis() != null) {
      item.number("time_to_first_token_ms", call.timeToFirstTokenMillis());
    }
    if (links.traceId() != null) {
      item.text(TableSchema.GSI2PK, TableSchema.traceIndexPk(links.traceId()))
          .value(TableSchema.GSI2SK, sk);
    }
    if (trace.sampleWeight() != 1) {
      item.number("sample_weight", BigDecimal.valueOf(trace.sampleWeight()));
    }
    return item.item();
  }

  /** Reads a trace. Items of other writers may contain only the keys. */
  static StoredTrace read(Map<String, AttributeValue> attributes) {
    ItemReader item = new ItemReader(attributes);
    String sk = item.textOr(TableSchema.SK, "");
    int separator = sk.indexOf('#');
    Instant timestamp = item.time("timestamp");
    if (timestamp == null) {
      timestamp = ItemReader.parse(separator < 0 ? sk : sk.substring(0, separator));
    }
    BigDecimal weight = item.decimal("sample_weight");
    return new StoredTrace(
        sk.substring(separator + 1),
        timestamp == null ? Instant.EPOCH : timestamp,
        item.textOr("agent_slug", ""),
        call(item),
        new Tokens(
            item.number("input_tokens"),
            item.number("output_tokens"),
            item.number("cache_read_tokens"),
            item.number("cache_write_5m_tokens"),
            item.number("cache_write_1h_tokens"),
            item.number("reasoning_tokens"),
            new Audio(
                item.number("input_audio_tokens"),
                item.number("output_audio_tokens"),
                item.number("cache_read_audio_tokens")),
            !"exclusive".equals(item.text("usage_convention")),
            item.flag("usage_inferred")),
        new CallCost(
            CostStatus.of(item.text("cost_status")),
            item.decimal("cost_usd"),
            item.text("price_row"),
            item.text("unpriced_reason"),
            CallCost.BY_MAKER.equals(item.text("price_source"))),
        new TraceLinks(
            item.text("run_id"),
            traceId(item),
            item.text("span_id"),
            item.text("parent_span_id"),
            item.text("session_id")),
        new Content(
            item.text("prompt_hash"),
            item.text("prompt_hash_key"),
            item.text("decision_summary"),
            item.flag("degraded"),
            item.texts("tags")),
        weight == null ? 1 : weight.doubleValue(),
        item.textSet("repaired"));
  }

  private static @Nullable String traceId(ItemReader item) {
    String key = item.text(TableSchema.GSI2PK);
    String prefix = TableSchema.traceIndexPk("");
    return key != null && key.startsWith(prefix) ? key.substring(prefix.length()) : null;
  }

  private static Call call(ItemReader item) {
    @Nullable Long timeToFirstToken = item.numberOrNull("time_to_first_token_ms");
    return new Call(
        item.text("provider"),
        item.textOr("model", ""),
        item.text("operation"),
        item.number("latency_ms"),
        timeToFirstToken,
        "error".equals(item.text("status")),
        item.text("error_type"),
        item.text("error_message"),
        item.text("finish_reason"),
        item.text("service_tier"),
        item.flag("batch"),
        item.text("inference_geo"),
        item.text("response_id"),
        item.numbers("tool_requests"));
  }
}
