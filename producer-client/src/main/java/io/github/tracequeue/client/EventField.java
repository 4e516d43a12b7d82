// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.Locale;

/** The wire contract's names for an event's fields. */
enum EventField {
  AGENT_SLUG,
  BATCH,
  CACHE_READ_TOKENS,
  CACHE_WRITE_1H_TOKENS,
  CACHE_WRITE_5M_TOKENS,
  COST_USD,
  DECISION_SUMMARY,
  DEGRADED,
  ENDED_AT,
  ERROR_TYPE,
  FINISH_REASON,
  INPUT_TOKENS,
  LATENCY_MS,
  MODEL,
  OPERATION,
  OUTPUT_TOKENS,
  PARENT_RUN_ID,
  PARENT_SPAN_ID,
  PROMPT_HASH,
  PROMPT_PREVIEW,
  PROVIDER,
  REASONING_TOKENS,
  RESPONSE_ID,
  RUN_ID,
  SERVICE_TIER,
  SESSION_ID,
  SPAN_ID,
  STARTED_AT,
  STATUS,
  SUMMARY,
  TAGS,
  TIMESTAMP,
  TIME_TO_FIRST_TOKEN_MS,
  TRACE_ID,
  TYPE,
  USAGE_CONVENTION;

  private final String key = ",\"" + name().toLowerCase(Locale.ROOT) + "\":";

  /** The name as the JSON key of a further member. */
  String key() {
    return key;
  }
}
