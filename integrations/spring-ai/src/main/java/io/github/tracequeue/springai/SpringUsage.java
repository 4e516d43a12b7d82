// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.springai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.google.genai.types.GenerateContentResponseUsageMetadata;
import io.github.tracequeue.adapter.ProviderName;
import io.github.tracequeue.client.PlainUsage;
import io.github.tracequeue.client.TokenUsage;
import io.github.tracequeue.client.UsageConvention;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.metadata.EmptyUsage;
import org.springframework.ai.chat.metadata.Usage;

/**
 * Maps Spring AI's usage. The provider's own object in it says more, such as how long a cache was
 * written for, so it is read first.
 */
final class SpringUsage {
  private static final TokenUsage UNKNOWN = TokenUsage.of(null, null);

  private SpringUsage() {}

  static TokenUsage of(@Nullable String provider, @Nullable Usage usage) {
    if (usage == null || usage instanceof EmptyUsage || isZero(usage)) {
      return UNKNOWN;
    }
    TokenUsage reported = reported(provider, usage.getNativeUsage());
    return reported.isKnown() ? reported : counted(provider, usage);
  }

  /** An embedding has no output. */
  static TokenUsage ofEmbedding(@Nullable String provider, @Nullable Usage usage) {
    return usage == null || usage instanceof EmptyUsage
        ? UNKNOWN
        : TokenUsage.plain(usage.getPromptTokens(), 0)
            .usageConvention(UsageConvention.INCLUSIVE)
            .build();
  }

  private static boolean isZero(Usage usage) {
    return count(usage.getPromptTokens()) == 0 && count(usage.getCompletionTokens()) == 0;
  }

  private static long count(@Nullable Integer tokens) {
    return tokens == null ? 0 : tokens;
  }

  private static TokenUsage counted(@Nullable String provider, Usage usage) {
    long thoughts = thoughts(provider, usage);
    PlainUsage counts =
        TokenUsage.plain(usage.getPromptTokens(), count(usage.getCompletionTokens()) + thoughts)
            .usageConvention(ProviderName.convention(provider));
    if (thoughts > 0) {
      counts.reasoningTokens(thoughts);
    }
    try {
      counts
          .cacheReadTokens(usage.getCacheReadInputTokens())
          .cacheWrite5mTokens(usage.getCacheWriteInputTokens());
    } catch (LinkageError e) {
      // Spring AI 1 has no cached tokens here.
    }
    return counts.build();
  }

  /** Google's output excludes thoughts. For a stream, Spring AI keeps them only in the total. */
  private static long thoughts(@Nullable String provider, Usage usage) {
    return provider != null && provider.startsWith("gcp.")
        ? Math.max(
            0,
            count(usage.getTotalTokens())
                - count(usage.getPromptTokens())
                - count(usage.getCompletionTokens()))
        : 0;
  }

  private static TokenUsage reported(@Nullable String provider, @Nullable Object usage) {
    try {
      // Each provider's classes are loaded only if they are on the class path.
      String type = usage == null ? "" : usage.getClass().getName();
      if (type.startsWith("com.anthropic.")) {
        return TokenUsage.fromJson(provider, Anthropic.json(usage));
      }
      if (type.startsWith("com.openai.")) {
        return TokenUsage.fromJson(provider, OpenAi.json(usage));
      }
      return type.startsWith("com.google.genai.types.")
          ? TokenUsage.fromJson(provider, Gemini.json(usage))
          : UNKNOWN;
    } catch (RuntimeException | LinkageError e) {
      return UNKNOWN; // another version: the counts of Spring AI are left
    }
  }

  // Only these classes load Jackson, because an agent without these providers may not have it.

  private static final class Anthropic {
    static @Nullable String json(@Nullable Object usage) {
      try {
        return com.anthropic.core.ObjectMappers.jsonMapper().writeValueAsString(usage);
      } catch (JsonProcessingException e) {
        return null;
      }
    }
  }

  private static final class OpenAi {
    static @Nullable String json(@Nullable Object usage) {
      try {
        return com.openai.core.ObjectMappers.jsonMapper().writeValueAsString(usage);
      } catch (JsonProcessingException e) {
        return null;
      }
    }
  }

  private static final class Gemini {
    static @Nullable String json(@Nullable Object usage) {
      return usage instanceof GenerateContentResponseUsageMetadata counts ? counts.toJson() : null;
    }
  }
}
