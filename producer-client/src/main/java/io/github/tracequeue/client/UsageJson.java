// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** Finds the usage in a provider's JSON and detects its format. */
final class UsageJson {
  private static final String[] USAGE = {
    "usageMetadata", "usage", "amazon-bedrock-invocationMetrics"
  };

  /** The fields that contain the usage in responses and stream events. */
  private static final String[] WRAPPERS = {
    "response", "body", "result", "message", "metadata", "delta", "meta", "x_groq", "interaction"
  };

  private static final int MAX_DEPTH = 4;

  private final String provider;
  private final UsageNode root;
  private boolean batch;

  private UsageJson(String provider, UsageNode root) {
    this.provider = provider;
    this.root = root;
  }

  /** The usage; unknown if none can be read. */
  static TokenUsage read(String provider, @Nullable String json) {
    if (json == null) {
      return TokenUsage.UNKNOWN;
    }
    try {
      var root = new UsageNode(JsonNode.parser().parse(json));
      TokenUsage usage = new UsageJson(provider, root).find(root, root, 0);
      return usage == null ? TokenUsage.UNKNOWN : usage;
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      // Not JSON, or an incompatible version of the SDK. The agent must not fail.
      return TokenUsage.UNKNOWN;
    }
  }

  private @Nullable TokenUsage find(UsageNode node, UsageNode response, int depth) {
    PlainUsage read = byShape(node, response);
    if (read != null) {
      return finish(node, read);
    }
    TokenUsage found = null;
    for (int i = 0; found == null && depth < MAX_DEPTH && i < USAGE.length; i++) {
      UsageNode usage = node.at(USAGE[i]);
      found = usage.isObject() ? find(usage, node, MAX_DEPTH) : null;
    }
    for (int i = 0; found == null && depth < MAX_DEPTH && i < WRAPPERS.length; i++) {
      UsageNode inner = node.at(WRAPPERS[i]);
      if (inner.isObject()) {
        // A line of OpenAI's batch output. Its usage does not contain that it is batch.
        batch |= WRAPPERS[i].equals("body") && root.has("custom_id");
        found = find(inner, inner, depth + 1);
      }
    }
    return found;
  }

  private @Nullable PlainUsage byShape(UsageNode usage, UsageNode response) {
    if (usage.hasAny("prompt_tokens", "prompt_cache_hit_tokens")) {
      return ChatUsage.read(usage, response, provider);
    }
    if (usage.has("input_tokens")) {
      return isOpenAi(usage) ? OpenAiUsage.read(usage, response) : AnthropicUsage.read(usage);
    }
    if (usage.hasAny("inputTokens", "inputTokenCount")) {
      return BedrockUsage.read(usage, response);
    }
    if (usage.hasAny(
        "promptTokenCount", "candidatesTokenCount", "responseTokenCount", "thoughtsTokenCount")) {
      return GeminiUsage.read(usage, response);
    }
    if (usage.has("total_input_tokens")) {
      return GeminiUsage.readInteraction(usage);
    }
    if (usage.has("inputTextTokenCount")) {
      return BedrockUsage.readTitan(usage);
    }
    UsageNode cohere = usage.firstObject("billed_units", "tokens");
    return cohere.has("input_tokens") ? cohere(cohere, usage) : null;
  }

  /**
   * Whether {@code input_tokens} are OpenAI's, which include cached tokens, or Anthropic's, which
   * exclude them.
   */
  private static boolean isOpenAi(UsageNode usage) {
    return usage.hasAny("input_tokens_details", "input_token_details", "output_token_details")
        || usage.at("output_tokens_details").has("reasoning_tokens")
        || (usage.has("total_tokens")
            && !usage.hasAny("cache_creation_input_tokens", "cache_read_input_tokens"));
  }

  /** Cohere bills {@code billed_units}; its cached tokens are a part of {@code tokens}. */
  private static PlainUsage cohere(UsageNode counts, UsageNode usage) {
    long output = counts.has("output_tokens") ? counts.count("output_tokens") : 0;
    return new PlainUsage(counts.count("input_tokens"), output)
        .usageConvention(UsageConvention.INCLUSIVE)
        .cacheReadTokens(usage.has("billed_units") ? null : usage.count("cached_tokens"));
  }

  private TokenUsage finish(UsageNode usage, PlainUsage read) {
    XAiUsage.readTools(usage, read);
    return read.batch(batch).costUsd(reportedCost(usage)).build();
  }

  private static @Nullable BigDecimal reportedCost(UsageNode usage) {
    BigDecimal ticks = usage.amount("cost_in_usd_ticks");
    if (ticks != null) {
      return XAiUsage.usd(ticks);
    }
    BigDecimal perplexity = usage.amount("cost", "total_cost");
    if (perplexity != null) {
      return perplexity;
    }
    BigDecimal openRouter = usage.amount("cost");
    if (openRouter == null || !usage.hasAny("cost_details", "is_byok")) {
      return null;
    }
    BigDecimal upstream = usage.amount("cost_details", "upstream_inference_cost");
    boolean ownKey = usage.isTrue("is_byok");
    return ownKey && upstream != null ? openRouter.add(upstream) : openRouter;
  }
}
