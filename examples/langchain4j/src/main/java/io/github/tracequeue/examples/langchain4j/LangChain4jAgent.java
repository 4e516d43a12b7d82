// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.examples.langchain4j;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import io.github.tracequeue.adapter.SharedTraceClient;
import io.github.tracequeue.client.CurrentRun;
import io.github.tracequeue.client.Run;
import io.github.tracequeue.examples.standin.ModelEndpoint;
import io.github.tracequeue.langchain4j.TracequeueChatModelListener;
import java.util.List;

/**
 * An agent with LangChain4j. Start {@code bin/tracequeue local}, copy its {@code export} lines, and
 * run this in the root folder:
 *
 * <pre>mvn -q -Pfast -pl examples/langchain4j -am compile exec:exec</pre>
 */
public final class LangChain4jAgent {
  private LangChain4jAgent() {}

  /** Asks the model once, in a run. */
  @SuppressWarnings("try") // the scope is only closed
  public static void main(String[] arguments) throws Exception {
    try (ModelEndpoint openAi = ModelEndpoint.openAi();
        Run run = SharedTraceClient.get().startRun("langchain4j-agent");
        CurrentRun.Scope scope = run.makeCurrent()) {
      ChatModel model =
          OpenAiChatModel.builder()
              .baseUrl(openAi.url() + "/v1")
              .apiKey(openAi.key())
              .modelName("gpt-5")
              .listeners(List.of(new TracequeueChatModelListener()))
              .build();

      String answer = model.chat("The queue is empty and the budget is not. What now?");
      run.succeed(answer);
      System.out.println(answer);
    }
  }
}
