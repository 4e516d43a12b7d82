// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.Arrays;

/** Reads the usage of Chat Completions, as OpenAI, most other providers and gateways report it. */
final class ChatUsage {
  private final UsageNode usage;
  private final UsageNode input;
  private final UsageNode response;
  private final String provider;

  private ChatUsage(UsageNode usage, UsageNode response, String provider) {
    this.usage = usage;
    this.input = usage.at("prompt_tokens_details");
    this.response = response;
    this.provider = provider;
  }

  static PlainUsage read(UsageNode usage, UsageNode response, String provider) {
    return new ChatUsage(usage, response, provider).read();
  }

  private PlainUsage read() {
    UsageNode output = usage.at("completion_tokens_details");
    long prompt = prompt();
    long completion = usage.has("completion_tokens") ? usage.count("completion_tokens") : 0;
    long reasoning = most(output.count("reasoning_tokens"), usage.count("reasoning_tokens"));
    long beside = beside(prompt, completion, reasoning);
    boolean known = prompt >= 0 && completion >= 0;
    long citations = Math.max(usage.count("citation_tokens"), 0);
    return new PlainUsage(prompt, known ? completion + beside + citations : null)
        .usageConvention(UsageConvention.INCLUSIVE)
        .reasoningTokens(most(reasoning, beside))
        .cacheReadTokens(cacheReads())
        .cacheWrites(cacheWrites(), shortLivedWrites(), longLivedWrites())
        .inputAudioTokens(input.count("audio_tokens"))
        .outputAudioTokens(output.count("audio_tokens"))
        .toolRequests("web_search", searches())
        .serviceTier(
            usage.has("service_tier") ? usage.text("service_tier") : response.text("service_tier"))
        .inferenceGeo(usage.text("inference_geo"));
  }

  /** DeepSeek's hits and misses add up to the prompt. */
  private long prompt() {
    long hits = usage.count("prompt_cache_hit_tokens");
    return usage.has("prompt_tokens") || hits < 0
        ? usage.count("prompt_tokens")
        : hits + Math.max(usage.count("prompt_cache_miss_tokens"), 0);
  }

  private long beside(long prompt, long completion, long reasoning) {
    long total = usage.count("total_tokens");
    if (provider.equals("perplexity")) {
      return Math.max(reasoning, 0);
    }
    boolean isGoogle = provider.equals("gcp.gemini") || provider.equals("gcp.vertex_ai");
    return Math.max(
        isGoogle ? total - prompt - completion : 0,
        XAiUsage.beside(prompt, completion, reasoning, total, provider.equals("x_ai")));
  }

  private long cacheReads() {
    return most(
        input.count("cached_tokens"),
        usage.count("prompt_cache_hit_tokens"),
        usage.count("cached_tokens"),
        usage.count("cached_prompt_text_tokens"),
        usage.count("cache_read_input_tokens"));
  }

  private long cacheWrites() {
    return most(
        input.count("cache_write_tokens"),
        input.count("cache_creation_tokens"),
        usage.count("cache_creation_input_tokens"));
  }

  private long shortLivedWrites() {
    return input.count("cache_creation_token_details", "ephemeral_5m_input_tokens");
  }

  private long longLivedWrites() {
    return input.count("cache_creation_token_details", "ephemeral_1h_input_tokens");
  }

  private long searches() {
    return most(
        usage.count("server_tool_use", "web_search_requests"), usage.count("num_search_queries"));
  }

  /**
   * The highest of several counts of the same tokens, because gateways set some of them to zero.
   */
  private static long most(long... counts) {
    return Arrays.stream(counts).max().orElse(TokenUsage.ABSENT);
  }
}
