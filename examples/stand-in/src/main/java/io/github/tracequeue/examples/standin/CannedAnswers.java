// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.examples.standin;

/** One answer for each interface of a provider. Each reads cached tokens. */
final class CannedAnswers {
  private static final String MESSAGES =
      """
      {"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-6",
       "stop_reason":"end_turn","stop_sequence":null,
       "content":[{"type":"text","text":"Go home early."}],
       "usage":{"input_tokens":1000,"cache_read_input_tokens":4000,"cache_creation_input_tokens":0,
                "output_tokens":100}}
      """;
  private static final String CHAT_COMPLETIONS =
      """
      {"id":"chatcmpl_1","object":"chat.completion","created":1700000000,"model":"gpt-5",
       "choices":[{"index":0,"finish_reason":"stop","logprobs":null,
                   "message":{"role":"assistant","content":"Go home early.","refusal":null}}],
       "usage":{"prompt_tokens":5000,"completion_tokens":100,"total_tokens":5100,
                "prompt_tokens_details":{"cached_tokens":4000}}}
      """;
  private static final String CONVERSE =
      """
      {"output":{"message":{"role":"assistant","content":[{"text":"Go home early."}]}},
       "stopReason":"end_turn","metrics":{"latencyMs":12},
       "usage":{"inputTokens":1000,"outputTokens":100,"totalTokens":5100,
                "cacheReadInputTokens":4000,"cacheWriteInputTokens":0}}
      """;

  private CannedAnswers() {}

  /** The answer to a request of this path. */
  static String forPath(String path) {
    if (path.endsWith("/converse")) {
      return CONVERSE;
    }
    return path.endsWith("/messages") ? MESSAGES : CHAT_COMPLETIONS;
  }
}
