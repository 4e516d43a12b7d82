// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import org.jspecify.annotations.Nullable;

/**
 * The usage of Bedrock's Converse API under its own names. The input excludes cached tokens. Not
 * thread-safe.
 */
public final class BedrockUsage {
  private final PlainUsage usage;
  private long cacheWrites = TokenUsage.ABSENT;
  private long writes5m;
  private long writes1h;
  private boolean latencyOptimized;

  BedrockUsage(@Nullable Number inputTokens, @Nullable Number outputTokens) {
    usage = new PlainUsage(inputTokens, outputTokens).usageConvention(UsageConvention.EXCLUSIVE);
  }

  /** {@code cacheReadInputTokens}. */
  public BedrockUsage cacheReadInputTokens(@Nullable Number tokens) {
    usage.cacheReadTokens(tokens);
    return this;
  }

  /** {@code cacheWriteInputTokens}: all cache writes, regardless of their lifetime. */
  public BedrockUsage cacheWriteInputTokens(@Nullable Number tokens) {
    cacheWrites = UsageNode.countOf(tokens);
    return this;
  }

  /** One of {@code cacheDetails}; the lifetime is {@code 5m} or {@code 1h}. */
  public BedrockUsage cacheDetail(@Nullable String ttl, @Nullable Number inputTokens) {
    long tokens = Math.max(UsageNode.countOf(inputTokens), 0);
    if ("1h".equals(ttl)) {
      writes1h += tokens;
    } else {
      writes5m += tokens;
    }
    return this;
  }

  /** {@code serviceTier.type} of the response. */
  public BedrockUsage serviceTier(@Nullable String type) {
    usage.serviceTier(type);
    return this;
  }

  /**
   * {@code performanceConfig.latency} of the response; {@code optimized} has its own prices, so it
   * replaces the tier.
   */
  public BedrockUsage latency(@Nullable String latency) {
    latencyOptimized = "optimized".equals(latency);
    return this;
  }

  /** The usage. */
  public TokenUsage build() {
    return toContract().build();
  }

  PlainUsage toContract() {
    if (latencyOptimized) {
      usage.serviceTier("latency_optimized");
    }
    return usage.cacheWrites(cacheWrites, writes5m, writes1h);
  }

  /** Reads the usage of Converse and of Nova, or the metrics at the end of any model's stream. */
  static PlainUsage read(UsageNode usage, UsageNode response) {
    var read =
        new BedrockUsage(
                usage.firstCount("inputTokens", "inputTokenCount"),
                usage.firstCount("outputTokens", "outputTokenCount"))
            .cacheReadInputTokens(
                usage.firstCount("cacheReadInputTokens", "cacheReadInputTokenCount"))
            .cacheWriteInputTokens(
                usage.firstCount("cacheWriteInputTokens", "cacheWriteInputTokenCount"))
            .serviceTier(response.text("serviceTier", "type"))
            .latency(response.text("performanceConfig", "latency"));
    for (UsageNode detail : usage.items("cacheDetails")) {
      read.cacheDetail(detail.text("ttl"), detail.count("inputTokens"));
    }
    return read.toContract();
  }

  /**
   * Reads the response of a Titan model: its text models report counts for each result, embeddings
   * models do not.
   */
  static PlainUsage readTitan(UsageNode response) {
    long output = 0;
    for (UsageNode result : response.items("results")) {
      output += Math.max(result.count("tokenCount"), 0);
    }
    return new BedrockUsage(response.count("inputTextTokenCount"), output).toContract();
  }
}
