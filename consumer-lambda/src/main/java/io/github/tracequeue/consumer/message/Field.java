// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import static io.github.tracequeue.consumer.message.Field.Presence.ABSENT;
import static io.github.tracequeue.consumer.message.Field.Presence.OPTIONAL;
import static io.github.tracequeue.consumer.message.Field.Presence.REQUIRED;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of an event with their rules, in the order in which errors are reported. */
enum Field {
  TYPE("type", OPTIONAL, OPTIONAL, new WordRule()),
  RUN_ID("run_id", OPTIONAL, REQUIRED, TextRule.runId()),
  AGENT_SLUG("agent_slug", REQUIRED, REQUIRED, TextRule.slug()),
  MODEL("model", REQUIRED, ABSENT, TextRule.label(256)),
  INPUT_TOKENS("input_tokens", REQUIRED, ABSENT, WholeRule.tokens()),
  OUTPUT_TOKENS("output_tokens", REQUIRED, ABSENT, WholeRule.tokens()),
  STATUS("status", OPTIONAL, REQUIRED, new WordRule()),
  EVENT_ID("event_id", OPTIONAL, OPTIONAL, TextRule.uuid()),
  TIMESTAMP("timestamp", OPTIONAL, OPTIONAL, new TimeRule()),
  PROVIDER("provider", OPTIONAL, ABSENT, TextRule.slug()),
  CACHE_READ_TOKENS("cache_read_tokens", OPTIONAL, ABSENT, WholeRule.tokens()),
  CACHE_WRITE_5M_TOKENS("cache_write_5m_tokens", OPTIONAL, ABSENT, WholeRule.tokens()),
  CACHE_WRITE_1H_TOKENS("cache_write_1h_tokens", OPTIONAL, ABSENT, WholeRule.tokens()),
  REASONING_TOKENS("reasoning_tokens", OPTIONAL, ABSENT, WholeRule.tokens()),
  INPUT_AUDIO_TOKENS("input_audio_tokens", OPTIONAL, ABSENT, WholeRule.tokens()),
  OUTPUT_AUDIO_TOKENS("output_audio_tokens", OPTIONAL, ABSENT, WholeRule.tokens()),
  CACHE_READ_AUDIO_TOKENS("cache_read_audio_tokens", OPTIONAL, ABSENT, WholeRule.tokens()),
  USAGE_CONVENTION("usage_convention", OPTIONAL, ABSENT, new WordRule()),
  TOOL_REQUESTS("tool_requests", OPTIONAL, ABSENT, EntriesRule.toolRequests()),
  COST_USD("cost_usd", OPTIONAL, ABSENT, new MoneyRule(1_000_000)),
  LATENCY_MS("latency_ms", OPTIONAL, ABSENT, WholeRule.durationMillis()),
  TIME_TO_FIRST_TOKEN_MS("time_to_first_token_ms", OPTIONAL, ABSENT, WholeRule.durationMillis()),
  SERVICE_TIER("service_tier", OPTIONAL, ABSENT, TextRule.label(64)),
  BATCH("batch", OPTIONAL, ABSENT, new FlagRule()),
  INFERENCE_GEO("inference_geo", OPTIONAL, ABSENT, TextRule.label(64)),
  PROMPT_PREVIEW(
      "prompt_preview", OPTIONAL, ABSENT, TextRule.freeText(PromptHasher.PREVIEW_CODE_POINTS)),
  PROMPT_HASH("prompt_hash", OPTIONAL, ABSENT, TextRule.promptHash()),
  DECISION_SUMMARY(
      "decision_summary", OPTIONAL, ABSENT, TextRule.freeText(TextRule.SUMMARY_CODE_POINTS)),
  DEGRADED("degraded", OPTIONAL, ABSENT, new FlagRule()),
  SESSION_ID("session_id", OPTIONAL, ABSENT, TextRule.label(128)),
  TRACE_ID("trace_id", OPTIONAL, OPTIONAL, TextRule.hexId(32)),
  SPAN_ID("span_id", OPTIONAL, ABSENT, TextRule.hexId(16)),
  PARENT_SPAN_ID("parent_span_id", OPTIONAL, ABSENT, TextRule.hexId(16)),
  OPERATION("operation", OPTIONAL, ABSENT, TextRule.label(64)),
  ERROR_TYPE("error_type", OPTIONAL, ABSENT, TextRule.label(128)),
  ERROR_MESSAGE("error_message", OPTIONAL, ABSENT, TextRule.freeText(TextRule.SUMMARY_CODE_POINTS)),
  FINISH_REASON("finish_reason", OPTIONAL, ABSENT, TextRule.label(64)),
  RESPONSE_ID("response_id", OPTIONAL, ABSENT, TextRule.label(256)),
  TAGS("tags", OPTIONAL, ABSENT, EntriesRule.tags()),
  STARTED_AT("started_at", ABSENT, OPTIONAL, new TimeRule()),
  ENDED_AT("ended_at", ABSENT, OPTIONAL, new TimeRule()),
  SUMMARY("summary", ABSENT, OPTIONAL, TextRule.freeText(TextRule.SUMMARY_CODE_POINTS)),
  PARENT_RUN_ID("parent_run_id", ABSENT, OPTIONAL, TextRule.runId());

  static final int COUNT = values().length;
  private static final Map<String, Field> BY_NAME = byName();

  final String wireName;
  final Presence inCall;
  final Presence inRun;

  @SuppressWarnings("ImmutableEnumChecker") // A rule's functions have no state.
  final Rule rule;

  /** Its index in arrays of all fields. */
  final int index;

  @SuppressWarnings("EnumOrdinal") // An index that is never stored.
  Field(String wireName, Presence inCall, Presence inRun, Rule rule) {
    this.wireName = wireName;
    this.inCall = inCall;
    this.inRun = inRun;
    this.rule = rule;
    this.index = ordinal();
  }

  static @Nullable Field of(String wireName) {
    return BY_NAME.get(wireName);
  }

  private static Map<String, Field> byName() {
    Map<String, Field> fields = new HashMap<>();
    for (Field field : values()) {
      fields.put(field.wireName, field);
    }
    return fields;
  }

  /** Whether a type of event has a field. */
  enum Presence {
    ABSENT,
    OPTIONAL,
    REQUIRED
  }
}
