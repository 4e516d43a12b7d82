// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.springai;

import io.github.tracequeue.adapter.testkit.ProviderAnswer;

/** Answers that ask for the tool {@code clock}. Each used 20 tokens of input and 5 of output. */
final class ToolAnswers {
  static final ProviderAnswer ANTHROPIC =
      ProviderAnswer.json(
          """
          {"id":"msg_0","type":"message","role":"assistant","model":"claude-sonnet-4-6",
           "stop_reason":"tool_use","stop_sequence":null,
           "content":[{"type":"tool_use","id":"toolu_1","name":"clock","input":{}}],
           "usage":{"input_tokens":20,"output_tokens":5}}
          """);
  static final ProviderAnswer OPENAI =
      ProviderAnswer.json(
          """
          {"id":"chatcmpl_0","object":"chat.completion","created":1700000000,"model":"gpt-5",
           "choices":[{"index":0,"finish_reason":"tool_calls","logprobs":null,
            "message":{"role":"assistant","content":null,"refusal":null,"tool_calls":[
             {"id":"call_1","type":"function","function":{"name":"clock","arguments":"{}"}}]}}],
           "usage":{"prompt_tokens":20,"completion_tokens":5,"total_tokens":25}}
          """);
  static final ProviderAnswer GEMINI =
      ProviderAnswer.json(
          """
          {"responseId":"gen_0","modelVersion":"gemini-2.5-flash","candidates":[
            {"index":0,"finishReason":"STOP","content":{"role":"model","parts":[
              {"functionCall":{"name":"clock","args":{}}}]}}],
           "usageMetadata":{"promptTokenCount":20,"candidatesTokenCount":3,"thoughtsTokenCount":2,
            "totalTokenCount":25}}
          """);

  private ToolAnswers() {}
}
