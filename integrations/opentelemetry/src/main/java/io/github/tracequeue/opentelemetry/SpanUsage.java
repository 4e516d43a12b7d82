// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.opentelemetry;

import io.github.tracequeue.adapter.ProviderName;
import io.github.tracequeue.client.PlainUsage;
import io.github.tracequeue.client.TokenUsage;
import io.github.tracequeue.client.UsageConvention;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The usage in a span's attributes: the names of the semantic conventions first, then older ones
 * and those of OpenLLMetry and OpenInference.
 */
final class SpanUsage {
  private static final String[] INPUT = {
    "gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens", "llm.token_count.prompt"
  };
  private static final String[] OUTPUT = {
    "gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens", "llm.token_count.completion"
  };
  private static final String[] CACHE_READ = {
    "gen_ai.usage.cache_read.input_tokens",
    "gen_ai.usage.cache_read_input_tokens",
    "llm.token_count.prompt_details.cache_read"
  };
  private static final String[] CACHE_WRITE = {
    "gen_ai.usage.cache_write.input_tokens",
    "gen_ai.usage.cache_creation.input_tokens",
    "gen_ai.usage.cache_creation_input_tokens",
    "llm.token_count.prompt_details.cache_write"
  };
  private static final String[] REASONING = {
    "gen_ai.usage.reasoning.output_tokens",
    "gen_ai.usage.reasoning_tokens",
    "llm.token_count.completion_details.reasoning"
  };
  private static final String[] COST = {"gen_ai.usage.cost", "llm.cost.total"};

  private SpanUsage() {}

  /** Whether a span has a count of tokens. */
  static boolean isPresent(ReadableSpan span) {
    return new SpanAttributes(span.toSpanData().getAttributes()).number(INPUT) != null;
  }

  /** The usage; unknown if the counts are missing. An embedding has no output. */
  static TokenUsage of(SpanAttributes span, @Nullable String provider, boolean isEmbedding) {
    BigDecimal input = span.number(INPUT);
    BigDecimal output = span.number(OUTPUT);
    PlainUsage usage =
        TokenUsage.plain(input, output == null && isEmbedding ? BigDecimal.ZERO : output);
    return usage
        .cacheReadTokens(span.number(CACHE_READ))
        .cacheWrite5mTokens(span.number(CACHE_WRITE))
        .reasoningTokens(span.number(REASONING))
        .usageConvention(convention(span, input, provider))
        .costUsd(span.number(COST))
        .build();
  }

  /**
   * OpenTelemetry's input contains the cached tokens. Spring AI's does so only if the provider's
   * does; its attributes are recognized by their type, text. Contradictory counts are never
   * inclusive.
   */
  private static UsageConvention convention(
      SpanAttributes span, @Nullable BigDecimal input, @Nullable String provider) {
    long cached = count(span.number(CACHE_READ)) + count(span.number(CACHE_WRITE));
    boolean isOfTheProvider =
        span.isText(INPUT) && ProviderName.convention(provider) == UsageConvention.EXCLUSIVE;
    return isOfTheProvider || cached > count(input)
        ? UsageConvention.EXCLUSIVE
        : UsageConvention.INCLUSIVE;
  }

  private static long count(@Nullable BigDecimal tokens) {
    return tokens == null ? 0 : tokens.longValue();
  }
}
