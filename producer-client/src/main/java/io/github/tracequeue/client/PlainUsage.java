// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A usage under the wire contract's own names. Not thread-safe. */
public final class PlainUsage {
  /** The fields that a usage always replaces, so that an event keeps no earlier values of them. */
  static final List<EventField> DETAILS =
      List.of(
          EventField.CACHE_READ_TOKENS,
          EventField.CACHE_WRITE_5M_TOKENS,
          EventField.CACHE_WRITE_1H_TOKENS,
          EventField.REASONING_TOKENS,
          EventField.INPUT_AUDIO_TOKENS,
          EventField.OUTPUT_AUDIO_TOKENS,
          EventField.CACHE_READ_AUDIO_TOKENS,
          EventField.USAGE_CONVENTION,
          EventField.TOOL_REQUESTS);

  private final EventValues values = new EventValues();

  PlainUsage(@Nullable Number inputTokens, @Nullable Number outputTokens) {
    tokens(inputTokens, outputTokens);
  }

  /** Tokens read from a prompt cache. */
  public PlainUsage cacheReadTokens(@Nullable Number tokens) {
    return detail(EventField.CACHE_READ_TOKENS, tokens);
  }

  /** Tokens written to the short-lived prompt cache. */
  public PlainUsage cacheWrite5mTokens(@Nullable Number tokens) {
    return detail(EventField.CACHE_WRITE_5M_TOKENS, tokens);
  }

  /** Tokens written to the long-lived prompt cache. */
  public PlainUsage cacheWrite1hTokens(@Nullable Number tokens) {
    return detail(EventField.CACHE_WRITE_1H_TOKENS, tokens);
  }

  /** Tokens of reasoning, a part of the output. */
  public PlainUsage reasoningTokens(@Nullable Number tokens) {
    return detail(EventField.REASONING_TOKENS, tokens);
  }

  /** Audio tokens, a part of the input. */
  public PlainUsage inputAudioTokens(@Nullable Number tokens) {
    return detail(EventField.INPUT_AUDIO_TOKENS, tokens);
  }

  /** Audio tokens, a part of the output. */
  public PlainUsage outputAudioTokens(@Nullable Number tokens) {
    return detail(EventField.OUTPUT_AUDIO_TOKENS, tokens);
  }

  /** Audio tokens, a part of those read from a prompt cache. */
  public PlainUsage cacheReadAudioTokens(@Nullable Number tokens) {
    return detail(EventField.CACHE_READ_AUDIO_TOKENS, tokens);
  }

  /**
   * Requests of a tool that the provider runs and bills by the request, such as {@code web_search};
   * added to earlier ones.
   */
  public PlainUsage toolRequests(@Nullable String tool, @Nullable Number requests) {
    if (tool != null && requests != null && requests.longValue() > 0) {
      long before =
          values.get(EventField.TOOL_REQUESTS) instanceof Map<?, ?> tools
                  && tools.get(tool) instanceof Long count
              ? count
              : 0;
      values.entry(EventField.TOOL_REQUESTS, tool, before + requests.longValue());
    }
    return this;
  }

  /** Whether the input contains the cached tokens; if absent, the provider's convention applies. */
  public PlainUsage usageConvention(@Nullable UsageConvention convention) {
    values.set(EventField.USAGE_CONVENTION, convention);
    return this;
  }

  /** The tier that served the call. */
  public PlainUsage serviceTier(@Nullable String tier) {
    values.text(EventField.SERVICE_TIER, tier);
    return this;
  }

  /** Where the call was served, as Anthropic reports it: {@code us}. */
  public PlainUsage inferenceGeo(@Nullable String geo) {
    values.text(EventField.INFERENCE_GEO, geo);
    return this;
  }

  /** Whether the call went through the provider's batch interface. */
  public PlainUsage batch(boolean batch) {
    values.set(EventField.BATCH, batch ? true : null);
    return this;
  }

  /** The cost that the provider reports, in US dollars. */
  public PlainUsage costUsd(@Nullable BigDecimal cost) {
    values.set(EventField.COST_USD, cost == null || cost.signum() < 0 ? null : cost);
    return this;
  }

  /** The usage. */
  public TokenUsage build() {
    return new TokenUsage(values);
  }

  /**
   * Cache writes by lifetime. The part of the total without a lifetime counts as short-lived, which
   * is the APIs' default.
   */
  PlainUsage cacheWrites(long total, long shortLived, long longLived) {
    long named = Math.max(longLived, 0);
    return cacheWrite5mTokens(Math.max(shortLived, total - named)).cacheWrite1hTokens(named);
  }

  /** Replaces input and output. */
  PlainUsage tokens(@Nullable Number input, @Nullable Number output) {
    return put(EventField.INPUT_TOKENS, input, 0).put(EventField.OUTPUT_TOKENS, output, 0);
  }

  private PlainUsage detail(EventField field, @Nullable Number tokens) {
    return put(field, tokens, 1);
  }

  private PlainUsage put(EventField field, @Nullable Number tokens, long least) {
    values.set(field, tokens != null && tokens.longValue() >= least ? tokens.longValue() : null);
    return this;
  }
}
