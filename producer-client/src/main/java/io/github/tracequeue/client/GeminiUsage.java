// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The usage of Gemini under its own names, from Google's own API and from Vertex AI. The prompt
 * count includes cached tokens. The candidates count excludes thoughts, and the prompt count
 * excludes tool results; both are added. Not thread-safe.
 */
public final class GeminiUsage {
  private final PlainUsage usage =
      new PlainUsage(null, null).usageConvention(UsageConvention.INCLUSIVE);
  private final long prompt;
  private final long candidates;
  private long thoughts = TokenUsage.ABSENT;
  private long toolUsePrompt = TokenUsage.ABSENT;

  GeminiUsage(@Nullable Number promptTokenCount, @Nullable Number candidatesTokenCount) {
    prompt = UsageNode.countOf(promptTokenCount);
    candidates = UsageNode.countOf(candidatesTokenCount);
  }

  /** {@code thoughtsTokenCount}. */
  public GeminiUsage thoughtsTokenCount(@Nullable Number tokens) {
    thoughts = UsageNode.countOf(tokens);
    usage.reasoningTokens(tokens);
    return this;
  }

  /** {@code toolUsePromptTokenCount}. */
  public GeminiUsage toolUsePromptTokenCount(@Nullable Number tokens) {
    toolUsePrompt = UsageNode.countOf(tokens);
    return this;
  }

  /** {@code cachedContentTokenCount}. */
  public GeminiUsage cachedContentTokenCount(@Nullable Number tokens) {
    usage.cacheReadTokens(tokens);
    return this;
  }

  /** The count of {@code promptTokensDetails} for the modality {@code AUDIO}. */
  public GeminiUsage promptAudioTokens(@Nullable Number tokens) {
    usage.inputAudioTokens(tokens);
    return this;
  }

  /** The count of {@code candidatesTokensDetails} for the modality {@code AUDIO}. */
  public GeminiUsage candidatesAudioTokens(@Nullable Number tokens) {
    usage.outputAudioTokens(tokens);
    return this;
  }

  /** The count of {@code cacheTokensDetails} for the modality {@code AUDIO}. */
  public GeminiUsage cachedAudioTokens(@Nullable Number tokens) {
    usage.cacheReadAudioTokens(tokens);
    return this;
  }

  /**
   * Billed Google searches: up to Gemini 2.5 one for each grounded prompt, from Gemini 3 on one for
   * each distinct query.
   */
  public GeminiUsage googleSearches(@Nullable Number searches) {
    usage.toolRequests("google_search", searches);
    return this;
  }

  /** {@code serviceTier} of Google's own API. */
  public GeminiUsage serviceTier(@Nullable String tier) {
    if (tier != null) {
      usage.serviceTier(tier.toLowerCase(Locale.ROOT));
    }
    return this;
  }

  /** {@code trafficType} of Vertex AI: {@code ON_DEMAND_PRIORITY} is the tier {@code priority}. */
  public GeminiUsage trafficType(@Nullable String type) {
    if (type != null) {
      String tier = type.toLowerCase(Locale.ROOT);
      usage.serviceTier(tier.startsWith("on_demand_") ? tier.substring(10) : tier);
    }
    return this;
  }

  /** The usage. */
  public TokenUsage build() {
    return toContract().build();
  }

  PlainUsage toContract() {
    boolean known = Math.max(Math.max(prompt, candidates), Math.max(thoughts, toolUsePrompt)) >= 0;
    return known
        ? usage.tokens(
            Math.max(prompt, 0) + Math.max(toolUsePrompt, 0),
            Math.max(candidates, 0) + Math.max(thoughts, 0))
        : usage;
  }

  /** Reads {@code usageMetadata} of generateContent, of the Live API and of embedContent. */
  static PlainUsage read(UsageNode usage, UsageNode response) {
    return new GeminiUsage(
            usage.count("promptTokenCount"),
            usage.firstCount("candidatesTokenCount", "responseTokenCount"))
        .thoughtsTokenCount(usage.count("thoughtsTokenCount"))
        .toolUsePromptTokenCount(usage.count("toolUsePromptTokenCount"))
        .cachedContentTokenCount(usage.count("cachedContentTokenCount"))
        .promptAudioTokens(
            audio(usage, "promptTokensDetails") + audio(usage, "toolUsePromptTokensDetails"))
        .candidatesAudioTokens(
            audio(usage, "candidatesTokensDetails") + audio(usage, "responseTokensDetails"))
        .cachedAudioTokens(audio(usage, "cacheTokensDetails"))
        .googleSearches(searches(response))
        .serviceTier(usage.text("serviceTier"))
        .trafficType(usage.text("trafficType"))
        .toContract();
  }

  /** Reads the usage of the Interactions API. */
  static PlainUsage readInteraction(UsageNode usage) {
    var read =
        new GeminiUsage(usage.count("total_input_tokens"), usage.count("total_output_tokens"))
            .thoughtsTokenCount(usage.count("total_thought_tokens"))
            .toolUsePromptTokenCount(usage.count("total_tool_use_tokens"))
            .cachedContentTokenCount(usage.count("total_cached_tokens"))
            .promptAudioTokens(
                audio(usage, "input_tokens_by_modality")
                    + audio(usage, "tool_use_tokens_by_modality"))
            .candidatesAudioTokens(audio(usage, "output_tokens_by_modality"))
            .cachedAudioTokens(audio(usage, "cached_tokens_by_modality"));
    for (UsageNode tool : usage.items("grounding_tool_count")) {
      if ("google_search".equals(tool.text("type"))) {
        read.googleSearches(tool.count("count"));
      }
    }
    return read.toContract();
  }

  private static long audio(UsageNode usage, String details) {
    return usage.items(details).stream()
        .filter(detail -> "audio".equalsIgnoreCase(detail.text("modality")))
        .mapToLong(detail -> Math.max(detail.firstCount("tokenCount", "tokens"), 0))
        .sum();
  }

  private static long searches(UsageNode response) {
    long queries =
        response.items("candidates").stream()
            .flatMap(candidate -> candidate.items("groundingMetadata", "webSearchQueries").stream())
            .map(UsageNode::text)
            .filter(Objects::nonNull)
            .distinct()
            .count();
    String model = Objects.requireNonNullElse(response.text("modelVersion"), "");
    boolean billedByPrompt = model.contains("gemini-1.") || model.contains("gemini-2.");
    return billedByPrompt ? Math.min(queries, 1) : queries;
  }
}
