// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.Locale;

/** The wire contract's fields of an event, in the order in which they are written. */
enum EventField {
  EVENT_ID,
  TYPE,
  TIMESTAMP,
  AGENT_SLUG,
  RUN_ID,
  PARENT_RUN_ID,
  MODEL,
  PROVIDER,
  INPUT_TOKENS,
  OUTPUT_TOKENS,
  CACHE_READ_TOKENS,
  CACHE_WRITE_5M_TOKENS,
  CACHE_WRITE_1H_TOKENS,
  REASONING_TOKENS,
  INPUT_AUDIO_TOKENS,
  OUTPUT_AUDIO_TOKENS,
  CACHE_READ_AUDIO_TOKENS,
  USAGE_CONVENTION,
  TOOL_REQUESTS,
  COST_USD,
  LATENCY_MS,
  TIME_TO_FIRST_TOKEN_MS,
  SERVICE_TIER(64),
  BATCH,
  INFERENCE_GEO(64),
  PROMPT_PREVIEW(200),
  PROMPT_HASH,
  DECISION_SUMMARY(300),
  SESSION_ID(128),
  TRACE_ID,
  SPAN_ID,
  PARENT_SPAN_ID,
  OPERATION(64),
  STATUS,
  ERROR_TYPE(128),
  ERROR_MESSAGE(300),
  FINISH_REASON(64),
  RESPONSE_ID,
  STARTED_AT,
  ENDED_AT,
  SUMMARY(300),
  TAGS,
  DEGRADED;

  /** Longer than any valid identifier; the consumer checks shorter ones. */
  private static final int LONGEST_IDENTIFIER = 256;

  private final String label = name().toLowerCase(Locale.ROOT);
  private final int maxCodePoints;

  EventField() {
    this(LONGEST_IDENTIFIER);
  }

  EventField(int maxCodePoints) {
    this.maxCodePoints = maxCodePoints;
  }

  /** The name in the wire contract. */
  String label() {
    return label;
  }

  /**
   * The maximum text length that the client keeps and sends; the consumer truncates at the same
   * length.
   */
  int maxCodePoints() {
    return maxCodePoints;
  }
}
