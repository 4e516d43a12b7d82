// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.langchain4j;

import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.model.anthropic.AnthropicChatResponseMetadata;
import dev.langchain4j.model.anthropic.AnthropicTokenUsage;
import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import dev.langchain4j.model.googleai.GoogleAiGeminiTokenUsage;
import dev.langchain4j.model.openai.OpenAiChatResponseMetadata;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import io.github.tracequeue.adapter.ProviderName;
import io.github.tracequeue.adapter.StreamedUsage;
import io.github.tracequeue.client.OpenAiUsage;
import io.github.tracequeue.client.TokenUsage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The usage of a response. The body that the provider sent says more than LangChain4j's own counts,
 * such as how long a cache was written for, so it is read first where LangChain4j keeps it.
 */
final class ChatUsages {
  private ChatUsages() {}

  static TokenUsage of(@Nullable String provider, ChatResponseMetadata metadata) {
    TokenUsage reported = reported(provider, metadata);
    return reported.isKnown() ? reported : counted(provider, metadata.tokenUsage());
  }

  /** From the body of the answer, or from the events of a stream. */
  private static TokenUsage reported(@Nullable String provider, ChatResponseMetadata metadata) {
    // Each class of a provider's module is loaded only if it is on the class path.
    return switch (metadata.getClass().getName()) {
      case "dev.langchain4j.model.openai.OpenAiChatResponseMetadata" ->
          OpenAi.of(provider, metadata);
      case "dev.langchain4j.model.anthropic.AnthropicChatResponseMetadata" ->
          Anthropic.of(provider, metadata);
      default -> TokenUsage.of(null, null);
    };
  }

  private static TokenUsage counted(
      @Nullable String provider, dev.langchain4j.model.output.@Nullable TokenUsage usage) {
    if (usage == null) {
      return TokenUsage.of(null, null);
    }
    return switch (usage.getClass().getName()) {
      case "dev.langchain4j.model.openai.OpenAiTokenUsage" -> OpenAi.counted(usage);
      case "dev.langchain4j.model.anthropic.AnthropicTokenUsage" -> Anthropic.counted(usage);
      case "dev.langchain4j.model.googleai.GoogleAiGeminiTokenUsage" -> Gemini.counted(usage);
      default ->
          TokenUsage.plain(usage.inputTokenCount(), usage.outputTokenCount())
              .usageConvention(ProviderName.convention(provider))
              .build();
    };
  }

  private static TokenUsage read(
      @Nullable String provider,
      @Nullable SuccessfulHttpResponse whole,
      @Nullable List<ServerSentEvent> events) {
    if (events == null || events.isEmpty()) {
      return whole == null
          ? TokenUsage.of(null, null)
          : TokenUsage.fromJson(provider, whole.body());
    }
    StreamedUsage usage = new StreamedUsage(provider);
    events.forEach(event -> usage.accept(event.data()));
    return usage.usage();
  }

  private static final class OpenAi {
    static TokenUsage of(@Nullable String provider, ChatResponseMetadata metadata) {
      var raw = (OpenAiChatResponseMetadata) metadata;
      return read(provider, raw.rawHttpResponse(), raw.rawServerSentEvents());
    }

    static TokenUsage counted(dev.langchain4j.model.output.TokenUsage usage) {
      var tokens = (OpenAiTokenUsage) usage;
      OpenAiUsage mapped = TokenUsage.openAi(tokens.inputTokenCount(), tokens.outputTokenCount());
      if (tokens.inputTokensDetails() != null) {
        mapped.cachedTokens(tokens.inputTokensDetails().cachedTokens());
      }
      if (tokens.outputTokensDetails() != null) {
        mapped.reasoningTokens(tokens.outputTokensDetails().reasoningTokens());
      }
      return mapped.build();
    }
  }

  private static final class Anthropic {
    static TokenUsage of(@Nullable String provider, ChatResponseMetadata metadata) {
      var raw = (AnthropicChatResponseMetadata) metadata;
      return read(provider, raw.rawHttpResponse(), raw.rawServerSentEvents());
    }

    static TokenUsage counted(dev.langchain4j.model.output.TokenUsage usage) {
      var tokens = (AnthropicTokenUsage) usage;
      return TokenUsage.anthropic(tokens.inputTokenCount(), tokens.outputTokenCount())
          .cacheReadInputTokens(tokens.cacheReadInputTokens())
          .cacheCreationInputTokens(tokens.cacheCreationInputTokens())
          .build();
    }
  }

  private static final class Gemini {
    static TokenUsage counted(dev.langchain4j.model.output.TokenUsage usage) {
      var tokens = (GoogleAiGeminiTokenUsage) usage;
      return TokenUsage.gemini(tokens.inputTokenCount(), tokens.outputTokenCount())
          .cachedContentTokenCount(tokens.cachedContentTokenCount())
          .thoughtsTokenCount(tokens.thoughtsTokenCount())
          .build();
    }
  }
}
