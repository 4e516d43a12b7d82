// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import io.github.tracequeue.store.Timestamps;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Message bodies as the producer client would send them. */
final class SampleBodies {

  private static final List<String> AGENTS = List.of("cto", "sre", "security", "cost");

  private SampleBodies() {}

  /** A bare event of a call within a run; another one for each number. */
  static String typical(int number, Instant timestamp) {
    return """
        {"event_id":"%s","timestamp":"%s","agent_slug":"%s",\
        "provider":"anthropic","model":"claude-sonnet-4-5-20250929","operation":"chat",\
        "input_tokens":%s,"output_tokens":%s,"cache_read_tokens":%s,"reasoning_tokens":12,\
        "usage_convention":"inclusive",\
        "latency_ms":%s,"time_to_first_token_ms":310,"status":"ok","finish_reason":"end_turn",\
        "prompt_preview":"Summarise the last 24 h of activity in the repository, name what changed \
        and who is waiting for a review. Number %s. Keep it short, and do not repeat what was said \
        yesterday in the same words, please.","decision_summary":"Nothing urgent: two pull requests \
        wait for a review, one of them for three days; asked its author for a smaller one.",\
        "run_id":"2026-11-23T12:00:00.000Z#%s","trace_id":"4bf92f3577b34da6a3ce929d0e0e47%s",\
        "span_id":"00f067aa0ba9%s","parent_span_id":"b7ad6b7169203331"}"""
        .formatted(
            eventId(number),
            Timestamps.format(timestamp),
            AGENTS.get(number % 4),
            1000 + number % 977,
            100 + number % 211,
            number % 500,
            900 + number % 4001,
            number,
            number % 7,
            number % 90 + 10,
            number % 9000 + 1000);
  }

  /** An event of the one run that these tests have. */
  static String run(int number, String status, Instant timestamp) {
    return """
        {"type":"run","event_id":"%s","run_id":"2026-11-23T12:29:00.000Z#1","timestamp":"%s",\
        "agent_slug":"cto","status":"%s","started_at":"2026-11-23T12:29:00Z"}"""
        .formatted(new UUID(0x1111111100007000L, number), Timestamps.format(timestamp), status);
  }

  static String eventId(int number) {
    return new UUID(0x019adf3c8a407c3eL, number).toString();
  }
}
