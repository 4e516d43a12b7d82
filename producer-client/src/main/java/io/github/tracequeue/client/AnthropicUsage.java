// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The usage of Anthropic's Messages API under its own names. The input excludes cached tokens; the
 * output includes thinking. Not thread-safe.
 */
public final class AnthropicUsage {
  private final PlainUsage usage;
  private long cacheCreation = TokenUsage.ABSENT;
  private long ephemeral5m = TokenUsage.ABSENT;
  private long ephemeral1h = TokenUsage.ABSENT;
  private boolean fast;

  AnthropicUsage(@Nullable Number inputTokens, @Nullable Number outputTokens) {
    usage = new PlainUsage(inputTokens, outputTokens).usageConvention(UsageConvention.EXCLUSIVE);
  }

  /** {@code cache_read_input_tokens}. */
  public AnthropicUsage cacheReadInputTokens(@Nullable Number tokens) {
    usage.cacheReadTokens(tokens);
    return this;
  }

  /** {@code cache_creation_input_tokens}: all cache writes, regardless of their lifetime. */
  public AnthropicUsage cacheCreationInputTokens(@Nullable Number tokens) {
    cacheCreation = UsageNode.countOf(tokens);
    return this;
  }

  /** {@code cache_creation.ephemeral_5m_input_tokens}. */
  public AnthropicUsage ephemeral5mInputTokens(@Nullable Number tokens) {
    ephemeral5m = UsageNode.countOf(tokens);
    return this;
  }

  /** {@code cache_creation.ephemeral_1h_input_tokens}. */
  public AnthropicUsage ephemeral1hInputTokens(@Nullable Number tokens) {
    ephemeral1h = UsageNode.countOf(tokens);
    return this;
  }

  /** {@code output_tokens_details.thinking_tokens}. */
  public AnthropicUsage thinkingTokens(@Nullable Number tokens) {
    usage.reasoningTokens(tokens);
    return this;
  }

  /** {@code server_tool_use.web_search_requests}. */
  public AnthropicUsage webSearchRequests(@Nullable Number requests) {
    usage.toolRequests("web_search", requests);
    return this;
  }

  /** {@code server_tool_use.web_fetch_requests}. */
  public AnthropicUsage webFetchRequests(@Nullable Number requests) {
    usage.toolRequests("web_fetch", requests);
    return this;
  }

  /** {@code service_tier}: {@code standard}, {@code priority} or {@code batch}. */
  public AnthropicUsage serviceTier(@Nullable String tier) {
    usage.serviceTier(tier);
    return this;
  }

  /** {@code speed}; {@code fast} has its own prices, so it replaces the tier. */
  public AnthropicUsage speed(@Nullable String speed) {
    fast = "fast".equals(speed);
    return this;
  }

  /** {@code inference_geo}. */
  public AnthropicUsage inferenceGeo(@Nullable String geo) {
    usage.inferenceGeo(geo);
    return this;
  }

  /** The usage. */
  public TokenUsage build() {
    return toContract().build();
  }

  PlainUsage toContract() {
    if (fast) {
      usage.serviceTier("fast");
    }
    return usage.cacheWrites(cacheCreation, ephemeral5m, ephemeral1h);
  }

  /**
   * Reads the usage object. Compactions are billed but not included in its totals. An advisor's
   * iterations are calls of another model.
   */
  static PlainUsage read(UsageNode usage) {
    List<UsageNode> parts = new ArrayList<>(List.of(usage));
    for (UsageNode iteration : usage.items("iterations")) {
      if ("compaction".equals(iteration.text("type"))) {
        parts.add(iteration);
      }
    }
    boolean known = usage.count("input_tokens") >= 0 && usage.count("output_tokens") >= 0;
    return new AnthropicUsage(
            known ? sum(parts, "input_tokens") : null, known ? sum(parts, "output_tokens") : null)
        .cacheReadInputTokens(sum(parts, "cache_read_input_tokens"))
        .cacheCreationInputTokens(sum(parts, "cache_creation_input_tokens"))
        .ephemeral5mInputTokens(sum(parts, "cache_creation", "ephemeral_5m_input_tokens"))
        .ephemeral1hInputTokens(sum(parts, "cache_creation", "ephemeral_1h_input_tokens"))
        .thinkingTokens(usage.count("output_tokens_details", "thinking_tokens"))
        .webSearchRequests(usage.count("server_tool_use", "web_search_requests"))
        .webFetchRequests(usage.count("server_tool_use", "web_fetch_requests"))
        .serviceTier(usage.text("service_tier"))
        .speed(usage.text("speed"))
        .inferenceGeo(usage.text("inference_geo"))
        .toContract();
  }

  private static long sum(List<UsageNode> parts, String... path) {
    return parts.stream().mapToLong(part -> Math.max(part.count(path), 0)).sum();
  }
}
