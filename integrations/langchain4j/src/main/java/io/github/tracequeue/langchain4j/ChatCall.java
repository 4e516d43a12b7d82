// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.langchain4j;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.listener.ChatModelRequestContext;
import dev.langchain4j.model.chat.listener.ChatModelResponseContext;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import io.github.tracequeue.adapter.ObservedCall;
import io.github.tracequeue.adapter.ProviderName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Describes a call from what LangChain4j's listeners see. */
final class ChatCall {
  private ChatCall() {}

  static void describeRequest(ObservedCall call, ChatModelRequestContext context) {
    String provider = provider(context.modelProvider());
    call.with(event -> event.provider(provider).operation("chat"))
        .model(context.chatRequest().parameters().modelName())
        .prompt(() -> promptOf(context.chatRequest().messages()));
  }

  static void describeResponse(ObservedCall call, ChatModelResponseContext context) {
    ChatResponse response = context.chatResponse();
    FinishReason reason = response.finishReason();
    call.model(response.metadata().modelName())
        .usage(ChatUsages.of(provider(context.modelProvider()), response.metadata()))
        .with(
            event ->
                event
                    .finishReason(reason == null ? null : reason.name().toLowerCase(Locale.ROOT))
                    .responseId(response.metadata().id()))
        .decision(() -> response.aiMessage().text());
  }

  /** OpenTelemetry's name; null for a provider that LangChain4j does not know. */
  private static @Nullable String provider(@Nullable ModelProvider provider) {
    return provider == null || provider == ModelProvider.OTHER
        ? null
        : ProviderName.of(provider.name());
  }

  private static String promptOf(List<ChatMessage> messages) {
    List<String> texts = new ArrayList<>();
    for (ChatMessage message : messages) {
      if (message instanceof SystemMessage system) {
        texts.add(system.text());
      } else if (message instanceof AiMessage answer && answer.text() != null) {
        texts.add(answer.text());
      } else if (message instanceof UserMessage user) {
        for (Content content : user.contents()) {
          if (content instanceof TextContent text) {
            texts.add(text.text());
          }
        }
      }
    }
    return String.join("\n", texts);
  }
}
