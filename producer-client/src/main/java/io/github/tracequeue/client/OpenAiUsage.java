// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import org.jspecify.annotations.Nullable;

/**
 * The usage of OpenAI's APIs and of compatible APIs, under their own names. The input includes
 * cached and audio tokens; the output includes reasoning and audio tokens. Not thread-safe.
 */
public final class OpenAiUsage {
  private final PlainUsage usage;
  private long cacheWrites = TokenUsage.ABSENT;
  private long writes30m = TokenUsage.ABSENT;
  private long writes12h = TokenUsage.ABSENT;

  OpenAiUsage(@Nullable Number inputTokens, @Nullable Number outputTokens) {
    Number output = inputTokens != null && outputTokens == null ? 0 : outputTokens;
    usage = new PlainUsage(inputTokens, output).usageConvention(UsageConvention.INCLUSIVE);
  }

  /** {@code cached_tokens} of the input's details. */
  public OpenAiUsage cachedTokens(@Nullable Number tokens) {
    usage.cacheReadTokens(tokens);
    return this;
  }

  /**
   * {@code cache_write_tokens} of the input's details: all cache writes, regardless of their
   * lifetime.
   */
  public OpenAiUsage cacheWriteTokens(@Nullable Number tokens) {
    cacheWrites = UsageNode.countOf(tokens);
    return this;
  }

  /** {@code cache_write_tokens_details.ttl_30m_tokens}. */
  public OpenAiUsage ttl30mTokens(@Nullable Number tokens) {
    writes30m = UsageNode.countOf(tokens);
    return this;
  }

  /** {@code cache_write_tokens_details.ttl_12h_tokens}. */
  public OpenAiUsage ttl12hTokens(@Nullable Number tokens) {
    writes12h = UsageNode.countOf(tokens);
    return this;
  }

  /** {@code reasoning_tokens} of the output's details. */
  public OpenAiUsage reasoningTokens(@Nullable Number tokens) {
    usage.reasoningTokens(tokens);
    return this;
  }

  /** {@code audio_tokens} of the input's details. */
  public OpenAiUsage inputAudioTokens(@Nullable Number tokens) {
    usage.inputAudioTokens(tokens);
    return this;
  }

  /** {@code audio_tokens} of the output's details. */
  public OpenAiUsage outputAudioTokens(@Nullable Number tokens) {
    usage.outputAudioTokens(tokens);
    return this;
  }

  /** {@code cached_tokens_details.audio_tokens}. */
  public OpenAiUsage cachedAudioTokens(@Nullable Number tokens) {
    usage.cacheReadAudioTokens(tokens);
    return this;
  }

  /** Searches of the web: items {@code web_search_call} of the output whose action is a search. */
  public OpenAiUsage webSearches(@Nullable Number searches) {
    usage.toolRequests("web_search", searches);
    return this;
  }

  /** Searches of files: items {@code file_search_call} of the output. */
  public OpenAiUsage fileSearches(@Nullable Number searches) {
    usage.toolRequests("file_search", searches);
    return this;
  }

  /** {@code service_tier} of the response. */
  public OpenAiUsage serviceTier(@Nullable String tier) {
    usage.serviceTier(tier);
    return this;
  }

  /** The usage. */
  public TokenUsage build() {
    return toContract().build();
  }

  PlainUsage toContract() {
    return usage.cacheWrites(cacheWrites, writes30m, writes12h);
  }

  /** Reads the usage of Responses, Realtime and transcriptions. */
  static PlainUsage read(UsageNode usage, UsageNode response) {
    UsageNode input = usage.firstObject("input_tokens_details", "input_token_details");
    UsageNode output = usage.firstObject("output_tokens_details", "output_token_details");
    long outputTokens = usage.count("output_tokens");
    var read =
        new OpenAiUsage(usage.count("input_tokens"), outputTokens)
            .cachedTokens(input.count("cached_tokens"))
            .cacheWriteTokens(input.count("cache_write_tokens"))
            .ttl30mTokens(input.count("cache_write_tokens_details", "ttl_30m_tokens"))
            .ttl12hTokens(input.count("cache_write_tokens_details", "ttl_12h_tokens"))
            .inputAudioTokens(input.count("audio_tokens"))
            .cachedAudioTokens(input.count("cached_tokens_details", "audio_tokens"))
            .reasoningTokens(output.count("reasoning_tokens"))
            .outputAudioTokens(output.count("audio_tokens"))
            .serviceTier(response.text("service_tier"));
    if (!usage.has("server_side_tool_usage_details")) { // xAI counts those that it bills
      for (UsageNode item : response.items("output")) {
        read.tool(item);
      }
    }
    return read.toContract();
  }

  /** Counts an output item that is billed. Opened pages are not billed. */
  private void tool(UsageNode item) {
    String type = item.text("type");
    String action = item.text("action", "type");
    if ("web_search_call".equals(type) && (action == null || action.equals("search"))) {
      webSearches(1);
    } else if ("file_search_call".equals(type)) {
      fileSearches(1);
    }
  }
}
