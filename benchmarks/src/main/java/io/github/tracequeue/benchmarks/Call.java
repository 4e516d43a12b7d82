// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

/**
 * One model call, with the same fields and sizes for all subjects. The response id contains the
 * number, by which the sink recognizes the call in every protocol.
 *
 * @param number the number of the call, from 0 to 999,999,999
 */
record Call(
    int number,
    String responseId,
    String agent,
    String prompt,
    String summary,
    String runId,
    int inputTokens,
    int outputTokens,
    int cachedTokens,
    int latencyMillis) {

  static final String MODEL = "claude-sonnet-4-5-20250929";
  static final String PROVIDER = "anthropic";
  static final String OPERATION = "chat";
  static final String FINISH = "end_turn";
  static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
  static final String SPAN_ID = "00f067aa0ba902b7";
  static final String PARENT_SPAN_ID = "b7ad6b7169203331";

  /** The prefix of the number in a response id. */
  static final String MARK = "bench-";

  /** The number of digits in a response id. */
  static final int DIGITS = 9;

  private static final String[] AGENTS = {"cto", "sre", "security", "cost"};
  private static final String[] PROMPTS = new String[64];
  private static final String[] SUMMARIES = new String[64];
  private static final String[] RUNS = new String[64];

  static {
    for (int i = 0; i < PROMPTS.length; i++) {
      PROMPTS[i] =
          "Summarise the last 24 h of activity in repository number "
              + (100 + i)
              + ", name what changed and who is waiting for a review. Keep it short, and do not"
              + " repeat what was said yesterday, please.";
      SUMMARIES[i] =
          "Nothing urgent: two pull requests wait for a review, one of them for "
              + (10 + i)
              + " hours; asked its author for a smaller one.";
      RUNS[i] = "2026-11-23T12:00:00.000Z#" + (10 + i);
    }
  }

  static Call of(int number) {
    int i = number & 63;
    char[] id = new char[MARK.length() + DIGITS];
    MARK.getChars(0, MARK.length(), id, 0);
    int rest = number;
    for (int at = id.length - 1; at >= MARK.length(); at--) {
      id[at] = (char) ('0' + rest % 10);
      rest /= 10;
    }
    return new Call(
        number,
        new String(id),
        AGENTS[number & 3],
        PROMPTS[i],
        SUMMARIES[i],
        RUNS[i],
        1000 + i,
        100 + i,
        i,
        900 + i);
  }

  /** The call as JSON of the wire contract. Built without escaping, because the text needs none. */
  String toJson(String eventId, String timestamp) {
    return "{\"event_id\":\""
        + eventId
        + "\",\"timestamp\":\""
        + timestamp
        + "\",\"agent_slug\":\""
        + agent
        + "\",\"provider\":\""
        + PROVIDER
        + "\",\"model\":\""
        + MODEL
        + "\",\"operation\":\""
        + OPERATION
        + "\",\"input_tokens\":"
        + inputTokens
        + ",\"output_tokens\":"
        + outputTokens
        + ",\"cache_read_tokens\":"
        + cachedTokens
        + ",\"latency_ms\":"
        + latencyMillis
        + ",\"status\":\"ok\",\"finish_reason\":\""
        + FINISH
        + "\",\"response_id\":\""
        + responseId
        + "\",\"prompt_preview\":\""
        + prompt
        + "\",\"decision_summary\":\""
        + summary
        + "\",\"run_id\":\""
        + runId
        + "\",\"trace_id\":\""
        + TRACE_ID
        + "\",\"span_id\":\""
        + SPAN_ID
        + "\",\"parent_span_id\":\""
        + PARENT_SPAN_ID
        + "\"}";
  }
}
