// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import static io.github.tracequeue.consumer.message.Field.Presence.ABSENT;
import static io.github.tracequeue.consumer.message.Field.Presence.OPTIONAL;
import static io.github.tracequeue.consumer.message.Field.Presence.REQUIRED;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of an event, in the order in which a missing one is named. */
enum Field {
  TYPE("type", OPTIONAL, OPTIONAL, Rule.anyText()),
  EVENT_ID("event_id", REQUIRED, REQUIRED, Rule.pattern(TextPatterns::isUuid, "UUID")),
  TIMESTAMP("timestamp", REQUIRED, REQUIRED, Rule.time()),
  RUN_ID("run_id", OPTIONAL, REQUIRED, Rule.runId()),
  AGENT_SLUG("agent_slug", REQUIRED, REQUIRED, Rule.slug()),
  MODEL("model", REQUIRED, ABSENT, Rule.label(256)),
  STATUS("status", OPTIONAL, REQUIRED, Rule.anyText()),
  INPUT_TOKENS("input_tokens", REQUIRED, ABSENT, Rule.tokens()),
  OUTPUT_TOKENS("output_tokens", REQUIRED, ABSENT, Rule.tokens()),
  LATENCY_MS("latency_ms", REQUIRED, ABSENT, Rule.durationMillis()),
  PROVIDER("provider", OPTIONAL, ABSENT, Rule.slug()),
  PROMPT_PREVIEW("prompt_preview", OPTIONAL, ABSENT, Rule.prompt()),
  PROMPT_HASH(
      "prompt_hash",
      OPTIONAL,
      ABSENT,
      Rule.pattern(TextPatterns::isPromptHash, "16 hex digits or empty")),
  DECISION_SUMMARY("decision_summary", OPTIONAL, ABSENT, Rule.freeText()),
  COST_USD("cost_usd", OPTIONAL, ABSENT, Rule.money()),
  TRACE_ID("trace_id", OPTIONAL, OPTIONAL, Rule.hexId(32)),
  SPAN_ID("span_id", OPTIONAL, ABSENT, Rule.hexId(16)),
  PARENT_SPAN_ID("parent_span_id", OPTIONAL, ABSENT, Rule.hexId(16)),
  ERROR_TYPE("error_type", OPTIONAL, ABSENT, Rule.label(128)),
  FINISH_REASON("finish_reason", OPTIONAL, ABSENT, Rule.label(64)),
  OPERATION("operation", OPTIONAL, ABSENT, Rule.label(64)),
  SERVICE_TIER("service_tier", OPTIONAL, ABSENT, Rule.label(64)),
  CACHE_READ_TOKENS("cache_read_tokens", OPTIONAL, ABSENT, Rule.tokens()),
  CACHE_WRITE_5M_TOKENS("cache_write_5m_tokens", OPTIONAL, ABSENT, Rule.tokens()),
  CACHE_WRITE_1H_TOKENS("cache_write_1h_tokens", OPTIONAL, ABSENT, Rule.tokens()),
  REASONING_TOKENS("reasoning_tokens", OPTIONAL, ABSENT, Rule.tokens()),
  USAGE_CONVENTION("usage_convention", OPTIONAL, ABSENT, Rule.anyText()),
  TIME_TO_FIRST_TOKEN_MS("time_to_first_token_ms", OPTIONAL, ABSENT, Rule.durationMillis()),
  BATCH("batch", OPTIONAL, ABSENT, Rule.flag()),
  RESPONSE_ID("response_id", OPTIONAL, ABSENT, Rule.label(256)),
  SESSION_ID("session_id", OPTIONAL, ABSENT, Rule.label(128)),
  DEGRADED("degraded", OPTIONAL, ABSENT, Rule.flag()),
  TAGS("tags", OPTIONAL, ABSENT, Rule.tags()),
  STARTED_AT("started_at", ABSENT, OPTIONAL, Rule.time()),
  ENDED_AT("ended_at", ABSENT, OPTIONAL, Rule.time()),
  SUMMARY("summary", ABSENT, OPTIONAL, Rule.freeText()),
  PARENT_RUN_ID("parent_run_id", ABSENT, OPTIONAL, Rule.runId());

  static final int COUNT = values().length;
  private static final Map<String, Field> BY_NAME = byName();

  final String wireName;
  final Presence inTrace;
  final Presence inRun;

  @SuppressWarnings("ImmutableEnumChecker") // Its pattern is a function without state.
  final Rule rule;

  /** Its place in arrays and bit sets over all fields. */
  final int index;

  final long bit;

  @SuppressWarnings("EnumOrdinal") // An index that is never stored.
  Field(String wireName, Presence inTrace, Presence inRun, Rule rule) {
    this.wireName = wireName;
    this.inTrace = inTrace;
    this.inRun = inRun;
    this.rule = rule;
    this.index = ordinal();
    this.bit = 1L << index;
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
