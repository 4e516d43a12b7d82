// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks.adapters;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import io.github.tracequeue.adapter.AdapterOptions;
import io.github.tracequeue.langchain4j.TracequeueChatModelListener;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** LangChain4j's {@code ChatModel.chat}. */
final class LangChain4jCalls {
  private LangChain4jCalls() {}

  static Runnable create(@Nullable AdapterOptions options) {
    var model =
        new InMemoryModel(
            options == null ? List.of() : List.of(new TracequeueChatModelListener(options)));
    ChatRequest request =
        ChatRequest.builder()
            .modelName("gpt-5")
            .messages(UserMessage.from("The queue is empty. What now?"))
            .build();
    return () -> model.chat(request);
  }

  private record InMemoryModel(List<ChatModelListener> listeners) implements ChatModel {
    private static final ChatResponse RESPONSE =
        ChatResponse.builder()
            .id("chatcmpl_1")
            .modelName("gpt-5")
            .finishReason(FinishReason.STOP)
            .tokenUsage(new TokenUsage(5000, 100))
            .aiMessage(AiMessage.from("Go home."))
            .build();

    @Override
    public ChatResponse doChat(ChatRequest request) {
      return RESPONSE;
    }

    @Override
    public ModelProvider provider() {
      return ModelProvider.OPEN_AI;
    }
  }
}
