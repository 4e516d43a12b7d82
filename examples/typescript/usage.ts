// SPDX-License-Identifier: Apache-2.0
/** What a call used, as fields of the wire contract. Absent fields are unknown or zero. */
export type Usage = {
  input_tokens: number; output_tokens: number; usage_convention: "inclusive" | "exclusive";
  cache_read_tokens?: number; cache_write_5m_tokens?: number; cache_write_1h_tokens?: number; reasoning_tokens?: number;
  input_audio_tokens?: number; output_audio_tokens?: number; cache_read_audio_tokens?: number;
  tool_requests?: Record<string, number>; service_tier?: string; inference_geo?: string; batch?: true; cost_usd?: number;
};

type Node = Record<string, unknown>;

const USAGE = ["usageMetadata", "usage", "amazon-bedrock-invocationMetrics"];
/** What responses and events of streams wrap it in. */
const WRAPPERS = ["response", "body", "result", "message", "metadata", "delta", "meta", "x_groq", "interaction"];
const TICKS_PER_USD = 1e10;

/**
 * Reads a provider's usage: a complete response, the event of a stream that contains the usage, or only the usage object. The complete
 * response contains more. Never throws; undefined means that no counts can be read.
 */
export function usageOf(provider: string, raw: unknown): Usage | undefined {
  const root = object(raw), found = find(provider.toLowerCase(), root, root, 0, false);
  return found && found.input_tokens >= 0 && found.output_tokens >= 0 ? withoutZeros(found) : undefined;
}

function find(provider: string, node: Node, response: Node, depth: number, batch: boolean): Usage | undefined {
  const read = byShape(provider, node, response);
  if (read) return { ...read, ...(batch && { batch }), tool_requests: { ...read.tool_requests, ...xAiTools(node) }, cost_usd: cost(node) };
  for (const name of depth > 4 ? [] : USAGE) {
    const found = byName(node, name) && find(provider, object(node[name]), node, 9, batch);
    if (found) return found;
  }
  for (const name of depth > 4 ? [] : WRAPPERS) {
    const inner = byName(node, name);
    const found = inner && find(provider, inner, inner, depth + 1, batch || has(node, "custom_id") && byName(inner, "body") !== undefined);
    if (found) return found;
  }
  return undefined;
}

function byShape(provider: string, usage: Node, response: Node): Usage | undefined {
  if (has(usage, "prompt_tokens", "prompt_cache_hit_tokens")) return chat(provider, usage, response);
  if (has(usage, "input_tokens")) return isOpenAi(usage) ? responses(usage, response) : anthropic(usage);
  if (has(usage, "inputTokens", "inputTokenCount")) return bedrock(usage, response);
  if (has(usage, "promptTokenCount", "candidatesTokenCount", "responseTokenCount", "thoughtsTokenCount")) return gemini(usage, response);
  if (has(usage, "total_input_tokens")) return interaction(usage);
  if (has(usage, "inputTextTokenCount")) return titan(usage);
  return cohere(usage);
}

/** Chat Completions: cached tokens are inside the prompt, reasoning mostly inside the completion. */
function chat(provider: string, usage: Node, response: Node): Usage {
  const input = object(usage.prompt_tokens_details), output = object(usage.completion_tokens_details);
  const writes = object(input.cache_creation_token_details);
  const prompt = has(usage, "prompt_tokens") ? count(usage.prompt_tokens)
    : count(usage.prompt_cache_hit_tokens) + some(usage.prompt_cache_miss_tokens);
  const completion = has(usage, "completion_tokens") ? count(usage.completion_tokens) : 0;
  const reasoning = most(output.reasoning_tokens, usage.reasoning_tokens), total = count(usage.total_tokens);
  const isBeside = provider === "perplexity" || reasoning > completion
    || (total < 0 ? provider === "x_ai" : total === prompt + completion + reasoning);
  const isGoogle = provider === "gcp.gemini" || provider === "gcp.vertex_ai"; // its total alone may have the reasoning
  const beside = Math.max(isBeside ? reasoning : 0, isGoogle ? total - prompt - completion : 0, 0);
  return {
    input_tokens: prompt, output_tokens: completion < 0 ? completion : completion + beside + some(usage.citation_tokens),
    usage_convention: "inclusive", reasoning_tokens: Math.max(reasoning, beside),
    cache_read_tokens: most(input.cached_tokens, usage.prompt_cache_hit_tokens, usage.cached_tokens, usage.cached_prompt_text_tokens,
      usage.cache_read_input_tokens),
    ...cacheWrites(most(input.cache_write_tokens, input.cache_creation_tokens, usage.cache_creation_input_tokens),
      some(writes.ephemeral_5m_input_tokens), some(writes.ephemeral_1h_input_tokens)),
    input_audio_tokens: some(input.audio_tokens), output_audio_tokens: some(output.audio_tokens),
    tool_requests: { web_search: most(object(usage.server_tool_use).web_search_requests, usage.num_search_queries) },
    service_tier: text(usage.service_tier ?? response.service_tier), inference_geo: text(usage.inference_geo),
  };
}

/** Whether input_tokens are OpenAI's, with the cached ones, or Anthropic's, without. */
const isOpenAi = (usage: Node) =>
  has(usage, "input_tokens_details", "input_token_details", "output_token_details")
  || has(object(usage.output_tokens_details), "reasoning_tokens")
  || (has(usage, "total_tokens") && !has(usage, "cache_creation_input_tokens", "cache_read_input_tokens"));

/** Responses, Realtime and transcriptions. */
function responses(usage: Node, response: Node): Usage {
  const input = object(usage.input_tokens_details ?? usage.input_token_details);
  const output = object(usage.output_tokens_details ?? usage.output_token_details);
  const writes = object(input.cache_write_tokens_details);
  const items = has(usage, "server_side_tool_usage_details") ? [] : objects(response.output); // xAI counts those that it bills
  const searches = items.filter((item) => item.type === "web_search_call" && (text(object(item.action).type) ?? "search") === "search");
  return {
    input_tokens: count(usage.input_tokens), output_tokens: count(usage.output_tokens), usage_convention: "inclusive",
    cache_read_tokens: some(input.cached_tokens), reasoning_tokens: some(output.reasoning_tokens),
    ...cacheWrites(some(input.cache_write_tokens), some(writes.ttl_30m_tokens), some(writes.ttl_12h_tokens)),
    input_audio_tokens: some(input.audio_tokens), output_audio_tokens: some(output.audio_tokens),
    cache_read_audio_tokens: some(object(input.cached_tokens_details).audio_tokens),
    tool_requests: { web_search: searches.length, file_search: items.filter((item) => item.type === "file_search_call").length },
    service_tier: text(response.service_tier),
  };
}

/** Anthropic's Messages. Compactions are billed but not in the totals; an advisor's iterations are calls of another model. */
function anthropic(usage: Node): Usage {
  const parts = [usage, ...objects(usage.iterations).filter((iteration) => iteration.type === "compaction")];
  const sum = (value: (part: Node) => unknown) => parts.reduce((total, part) => total + some(value(part)), 0);
  const known = count(usage.input_tokens) >= 0 && count(usage.output_tokens) >= 0, tools = object(usage.server_tool_use);
  return {
    input_tokens: known ? sum((part) => part.input_tokens) : -1, output_tokens: known ? sum((part) => part.output_tokens) : -1,
    usage_convention: "exclusive", cache_read_tokens: sum((part) => part.cache_read_input_tokens),
    ...cacheWrites(sum((part) => part.cache_creation_input_tokens), sum((part) => object(part.cache_creation).ephemeral_5m_input_tokens),
      sum((part) => object(part.cache_creation).ephemeral_1h_input_tokens)),
    reasoning_tokens: some(object(usage.output_tokens_details).thinking_tokens),
    tool_requests: { web_search: some(tools.web_search_requests), web_fetch: some(tools.web_fetch_requests) },
    service_tier: usage.speed === "fast" ? "fast" : text(usage.service_tier), inference_geo: text(usage.inference_geo),
  };
}

/** Bedrock's Converse, Nova, and the metrics at the end of any model's stream. */
function bedrock(usage: Node, response: Node): Usage {
  const details = objects(usage.cacheDetails);
  const written = (isLong: boolean) => details.filter((detail) => (detail.ttl === "1h") === isLong)
    .reduce((total, detail) => total + some(detail.inputTokens), 0);
  return {
    input_tokens: most(usage.inputTokens, usage.inputTokenCount), output_tokens: most(usage.outputTokens, usage.outputTokenCount),
    usage_convention: "exclusive", cache_read_tokens: most(usage.cacheReadInputTokens, usage.cacheReadInputTokenCount),
    ...cacheWrites(most(usage.cacheWriteInputTokens, usage.cacheWriteInputTokenCount), written(false), written(true)),
    service_tier: object(response.performanceConfig).latency === "optimized" ? "latency_optimized" : text(object(response.serviceTier).type),
  };
}

const titan = (response: Node): Usage => ({
  input_tokens: count(response.inputTextTokenCount), usage_convention: "exclusive",
  output_tokens: objects(response.results).reduce((total, result) => total + some(result.tokenCount), 0),
});

/** Gemini: the output excludes thoughts, and the prompt excludes tool results; both are added. */
function gemini(usage: Node, response: Node): Usage {
  const tier = text(usage.trafficType ?? usage.serviceTier)?.toLowerCase().replace(/^on_demand_/, "");
  return {
    ...sums(usage.promptTokenCount, usage.toolUsePromptTokenCount, usage.candidatesTokenCount ?? usage.responseTokenCount, usage.thoughtsTokenCount),
    cache_read_tokens: some(usage.cachedContentTokenCount),
    input_audio_tokens: audio(usage.promptTokensDetails) + audio(usage.toolUsePromptTokensDetails),
    output_audio_tokens: audio(usage.candidatesTokensDetails) + audio(usage.responseTokensDetails),
    cache_read_audio_tokens: audio(usage.cacheTokensDetails),
    tool_requests: { google_search: googleSearches(response) }, service_tier: tier,
  };
}

const interaction = (usage: Node): Usage => ({
  ...sums(usage.total_input_tokens, usage.total_tool_use_tokens, usage.total_output_tokens, usage.total_thought_tokens),
  cache_read_tokens: some(usage.total_cached_tokens),
  input_audio_tokens: audio(usage.input_tokens_by_modality) + audio(usage.tool_use_tokens_by_modality),
  output_audio_tokens: audio(usage.output_tokens_by_modality), cache_read_audio_tokens: audio(usage.cached_tokens_by_modality),
  tool_requests: { google_search: objects(usage.grounding_tool_count).filter((tool) => tool.type === "google_search")
    .reduce((total, tool) => total + some(tool.count), 0) },
});

/** Google leaves out counts of zero: one count that can be read is enough. */
function sums(prompt: unknown, toolUse: unknown, output: unknown, thoughts: unknown) {
  const unknown = most(prompt, toolUse, output, thoughts) < 0;
  return {
    input_tokens: unknown ? -1 : some(prompt) + some(toolUse), output_tokens: unknown ? -1 : some(output) + some(thoughts),
    reasoning_tokens: some(thoughts), usage_convention: "inclusive" as const,
  };
}

/** Up to Gemini 2.5 a grounded prompt is billed once, from Gemini 3 on each unique query. */
function googleSearches(response: Node): number {
  const queries = new Set(objects(response.candidates)
    .flatMap((candidate) => object(candidate.groundingMetadata).webSearchQueries as unknown[] ?? [])
    .filter((query) => typeof query === "string" && query !== ""));
  return /gemini-[12]\./.test(text(response.modelVersion) ?? "") ? Math.min(queries.size, 1) : queries.size;
}

/** Cohere bills billed_units; its cached tokens are a part of tokens. */
function cohere(usage: Node): Usage | undefined {
  const billed = object(usage.billed_units), counts = byName(usage, "billed_units") ? billed : object(usage.tokens);
  return has(counts, "input_tokens") ? {
    input_tokens: count(counts.input_tokens), output_tokens: has(counts, "output_tokens") ? count(counts.output_tokens) : 0,
    usage_convention: "inclusive", cache_read_tokens: counts === billed ? 0 : some(usage.cached_tokens),
  } : undefined;
}

/** xAI's own tools that are billed by the request, as its REST API and its SDK report them. */
function xAiTools(usage: Node): Record<string, number> {
  const calls = object(usage.server_side_tool_usage_details), used = Array.isArray(usage.server_side_tools_used) ? usage.server_side_tools_used : [];
  const tools = [["web_search", "web_search_calls", "WEB_SEARCH"], ["x_search", "x_search_calls", "X_SEARCH"],
    ["code_execution", "code_interpreter_calls", "CODE_EXECUTION"], ["file_search", "file_search_calls", "COLLECTIONS_SEARCH"],
    ["attachment_search", "attachment_search_calls", "ATTACHMENT_SEARCH"]];
  return Object.fromEntries(tools
    .map(([tool, field, label]): [string, number] => [tool, some(calls[field]) + used.filter((name) => name === `SERVER_SIDE_TOOL_${label}`).length])
    .filter(([, requests]) => requests > 0));
}

/** What the provider says the call cost: xAI, Perplexity, OpenRouter. */
function cost(usage: Node): number | undefined {
  const ticks = amount(usage.cost_in_usd_ticks), total = amount(object(usage.cost).total_cost), credits = amount(usage.cost);
  if (ticks >= 0) return ticks / TICKS_PER_USD;
  if (total >= 0) return total;
  if (credits < 0 || !has(usage, "cost_details", "is_byok")) return undefined;
  return credits + (usage.is_byok === true ? Math.max(amount(object(usage.cost_details).upstream_inference_cost), 0) : 0);
}

/** What the parts do not name of the total is a short-lived write, the default of the APIs. */
const cacheWrites = (total: number, shortLived: number, longLived: number) =>
  ({ cache_write_5m_tokens: Math.max(shortLived, total - longLived), cache_write_1h_tokens: longLived });

const audio = (details: unknown) => objects(details).filter((detail) => String(detail.modality).toLowerCase() === "audio")
  .reduce((total, detail) => total + most(detail.tokenCount, detail.tokens, 0), 0);

function withoutZeros(read: Usage): Usage {
  const { input_tokens, output_tokens, tool_requests, cost_usd, ...rest } = read;
  const kept = (fields: object) => Object.entries(fields).filter(([, value]) => value !== undefined && !(typeof value === "number" && value <= 0));
  const tools = kept(tool_requests ?? {});
  return { input_tokens, output_tokens, ...Object.fromEntries(kept(rest)), ...(tools.length > 0 && { tool_requests: Object.fromEntries(tools) }),
    ...(cost_usd !== undefined && { cost_usd }) } as Usage;
}

/** A number that is not below zero, also where it is written as text; -1 otherwise. */
function amount(value: unknown): number {
  const number = typeof value === "number" ? value : typeof value === "string" && value.trim() !== "" ? Number(value) : NaN;
  return Number.isFinite(number) && number >= 0 ? number : -1;
}
const count = (value: unknown) => Number.isInteger(amount(value)) ? amount(value) : -1;
const some = (value: unknown) => Math.max(count(value), 0);
/** The highest of counts that name the same tokens; gateways fill some of them with zeros. */
const most = (...values: unknown[]) => Math.max(...values.map(count));
const text = (value: unknown) => typeof value === "string" && value !== "" ? value : undefined;
const isObject = (value: unknown): value is Node => typeof value === "object" && value !== null && !Array.isArray(value);
const object = (value: unknown): Node => isObject(value) ? value : {};
const objects = (value: unknown): Node[] => Array.isArray(value) ? value.filter(isObject) : [];
const byName = (node: Node, name: string) => isObject(node[name]) ? node[name] : undefined;
const has = (node: Node, ...names: string[]) => names.some((name) => node[name] !== undefined && node[name] !== null);
