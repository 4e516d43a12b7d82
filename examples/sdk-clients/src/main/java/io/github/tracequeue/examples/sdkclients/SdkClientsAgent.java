// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.examples.sdkclients;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.github.tracequeue.adapter.SharedTraceClient;
import io.github.tracequeue.client.CurrentRun;
import io.github.tracequeue.client.Run;
import io.github.tracequeue.examples.standin.ModelEndpoint;
import io.github.tracequeue.sdkclients.RecordedAnthropic;
import io.github.tracequeue.sdkclients.RecordedOpenAi;

/**
 * An agent that asks Anthropic's Java client and then OpenAI's. Start {@code bin/tracequeue local},
 * copy its {@code export} lines, and run this in the root folder:
 *
 * <pre>mvn -q -Pfast -pl examples/sdk-clients -am compile exec:exec</pre>
 */
public final class SdkClientsAgent {
  private static final String QUESTION = "The queue is empty and the budget is not. What now?";

  private SdkClientsAgent() {}

  /** Asks each model once, in a run. */
  @SuppressWarnings("try") // the scope is only closed
  public static void main(String[] arguments) throws Exception {
    try (Run run = SharedTraceClient.get().startRun("sdk-clients-agent");
        CurrentRun.Scope scope = run.makeCurrent()) {
      System.out.println(askAnthropic());
      String answer = askOpenAi();
      run.succeed(answer);
      System.out.println(answer);
    }
  }

  private static String askAnthropic() throws Exception {
    try (ModelEndpoint endpoint = ModelEndpoint.anthropic()) {
      AnthropicClient client =
          RecordedAnthropic.wrap(
              AnthropicOkHttpClient.builder()
                  .baseUrl(endpoint.url())
                  .apiKey(endpoint.key())
                  .build());
      Message message =
          client
              .messages()
              .create(
                  MessageCreateParams.builder()
                      .model("claude-sonnet-4-6")
                      .maxTokens(200)
                      .addUserMessage(QUESTION)
                      .build());
      client.close();
      return message.content().get(0).asText().text();
    }
  }

  private static String askOpenAi() throws Exception {
    try (ModelEndpoint endpoint = ModelEndpoint.openAi()) {
      OpenAIClient client =
          RecordedOpenAi.wrap(
              OpenAIOkHttpClient.builder()
                  .baseUrl(endpoint.url() + "/v1")
                  .apiKey(endpoint.key())
                  .build());
      ChatCompletion completion =
          client
              .chat()
              .completions()
              .create(
                  ChatCompletionCreateParams.builder()
                      .model("gpt-5")
                      .addUserMessage(QUESTION)
                      .build());
      client.close();
      return completion.choices().get(0).message().content().orElse("");
    }
  }
}
