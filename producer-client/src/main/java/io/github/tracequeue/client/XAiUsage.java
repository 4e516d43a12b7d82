// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The usage of xAI's APIs under their own names. The prompt includes cached tokens. The completion
 * excludes reasoning in Chat Completions and in xAI's SDK; the output includes it in Responses. The
 * total shows which applies. Not thread-safe.
 */
public final class XAiUsage {
  private static final int TICK_DIGITS = 10;
  private static final List<Tool> BILLED_TOOLS =
      List.of(
          new Tool("web_search", "web_search_calls", "SERVER_SIDE_TOOL_WEB_SEARCH"),
          new Tool("x_search", "x_search_calls", "SERVER_SIDE_TOOL_X_SEARCH"),
          new Tool("code_execution", "code_interpreter_calls", "SERVER_SIDE_TOOL_CODE_EXECUTION"),
          new Tool("file_search", "file_search_calls", "SERVER_SIDE_TOOL_COLLECTIONS_SEARCH"),
          new Tool(
              "attachment_search",
              "attachment_search_calls",
              "SERVER_SIDE_TOOL_ATTACHMENT_SEARCH"));

  private final PlainUsage usage;
  private final long prompt;
  private final long completion;
  private long reasoning = TokenUsage.ABSENT;
  private long total = TokenUsage.ABSENT;

  XAiUsage(@Nullable Number promptTokens, @Nullable Number completionTokens) {
    usage =
        new PlainUsage(promptTokens, completionTokens).usageConvention(UsageConvention.INCLUSIVE);
    prompt = UsageNode.countOf(promptTokens);
    completion = UsageNode.countOf(completionTokens);
  }

  /** {@code reasoning_tokens}. */
  public XAiUsage reasoningTokens(@Nullable Number tokens) {
    reasoning = UsageNode.countOf(tokens);
    usage.reasoningTokens(tokens);
    return this;
  }

  /** {@code total_tokens}; without it, reasoning counts as excluded from the completion. */
  public XAiUsage totalTokens(@Nullable Number tokens) {
    total = UsageNode.countOf(tokens);
    return this;
  }

  /**
   * {@code cached_tokens} of the prompt's details, {@code cached_prompt_text_tokens} in the SDK.
   */
  public XAiUsage cachedTokens(@Nullable Number tokens) {
    usage.cacheReadTokens(tokens);
    return this;
  }

  /** Requests of a server-side tool: {@code web_search}, {@code x_search}. */
  public XAiUsage serverSideTool(String tool, @Nullable Number requests) {
    usage.toolRequests(tool, requests);
    return this;
  }

  /** {@code cost_in_usd_ticks}: the amount that xAI billed. */
  public XAiUsage costInUsdTicks(@Nullable Number ticks) {
    usage.costUsd(ticks == null ? null : usd(BigDecimal.valueOf(ticks.longValue())));
    return this;
  }

  /** {@code service_tier} of the response. */
  public XAiUsage serviceTier(@Nullable String tier) {
    usage.serviceTier(tier);
    return this;
  }

  /** The usage. */
  public TokenUsage build() {
    boolean known = prompt >= 0 && completion >= 0;
    long beside = beside(prompt, completion, reasoning, total, true);
    return (known ? usage.tokens(prompt, completion + beside) : usage).build();
  }

  static BigDecimal usd(BigDecimal ticks) {
    return ticks.movePointLeft(TICK_DIGITS).stripTrailingZeros();
  }

  /**
   * The reasoning that the completion excludes: all or none.
   *
   * @param unproven the result if there is no total
   */
  static long beside(long prompt, long completion, long reasoning, long total, boolean unproven) {
    if (reasoning <= 0) {
      return 0;
    }
    boolean beside =
        reasoning > completion || (total < 0 ? unproven : total == prompt + completion + reasoning);
    return beside ? reasoning : 0;
  }

  /** Reads the requests of tools, in the form of the REST API and in that of the SDK. */
  static void readTools(UsageNode usage, PlainUsage into) {
    UsageNode calls = usage.at("server_side_tool_usage_details");
    List<UsageNode> used = usage.items("server_side_tools_used");
    for (Tool tool : BILLED_TOOLS) {
      into.toolRequests(tool.name(), calls.count(tool.calls()))
          .toolRequests(
              tool.name(), used.stream().filter(one -> tool.label().equals(one.text())).count());
    }
  }

  /**
   * A tool that is billed by the request. Others, such as MCP, cost only their tokens.
   *
   * @param calls its count in the REST API
   * @param label its name in the SDK
   */
  private record Tool(String name, String calls, String label) {}
}
