// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The wire contract's rules for an {@code llm_trace} as a whole. */
final class TraceEventRules {
  private TraceEventRules() {}

  /** The first field that breaks the contract, by its name there, or null. */
  static @Nullable String problemOf(TraceEvent event) {
    if (!FieldRules.isSlug(event.agentSlug)) {
      return "agent_slug";
    }
    if (event.model.isEmpty()) {
      return "model";
    }
    if (!FieldRules.isTimestamp(event.epochMillis)) {
      return "timestamp";
    }
    String count = badCount(event);
    if (count != null) {
      return count;
    }
    String link = badLink(event);
    if (link != null) {
      return link;
    }
    if (!FieldRules.isCost(event.costUsd)) {
      return "cost_usd";
    }
    return areTags(event.tags) ? null : "tags";
  }

  private static @Nullable String badCount(TraceEvent event) {
    if (event.inputTokens < 0) {
      return "input_tokens";
    }
    if (event.outputTokens < 0) {
      return "output_tokens";
    }
    if (event.latencyMillis < 0) {
      return "latency_ms";
    }
    if (event.timeToFirstTokenMillis < TraceEvent.ABSENT) {
      return "time_to_first_token_ms";
    }
    if (event.reasoningTokens < TraceEvent.ABSENT || event.reasoningTokens > event.outputTokens) {
      return "reasoning_tokens";
    }
    return areCacheTokens(event) ? null : "cache_tokens";
  }

  private static boolean areCacheTokens(TraceEvent event) {
    if (event.cacheReadTokens < TraceEvent.ABSENT
        || event.cacheWrite5mTokens < TraceEvent.ABSENT
        || event.cacheWrite1hTokens < TraceEvent.ABSENT) {
      return false;
    }
    long cached =
        Math.max(0L, event.cacheReadTokens)
            + Math.max(0L, event.cacheWrite5mTokens)
            + Math.max(0L, event.cacheWrite1hTokens);
    return event.usageConvention == UsageConvention.EXCLUSIVE || cached <= event.inputTokens;
  }

  private static @Nullable String badLink(TraceEvent event) {
    if (event.provider != null && !FieldRules.isSlug(event.provider)) {
      return "provider";
    }
    if (event.runId != null && !FieldRules.isRunId(event.runId)) {
      return "run_id";
    }
    String hash = event.promptHash;
    if (hash != null && !hash.isEmpty() && !(hash.length() == 16 && FieldRules.isHex(hash))) {
      return "prompt_hash";
    }
    return null;
  }

  private static boolean areTags(String[] tags) {
    if (tags.length > 2 * FieldRules.MAX_TAGS) {
      return false;
    }
    for (int i = 0; i < tags.length; i += 2) {
      if (!FieldRules.isTagKey(tags[i])) {
        return false;
      }
    }
    return true;
  }

  /**
   * These tags and one more, or with another value; one too many is kept as the mark of an invalid
   * event, further ones are not.
   */
  static String[] tagged(String[] tags, String key, String value) {
    for (int i = 0; i < tags.length; i += 2) {
      if (tags[i].equals(key)) {
        String[] changed = tags.clone();
        changed[i + 1] = value;
        return changed;
      }
    }
    if (tags.length > 2 * FieldRules.MAX_TAGS) {
      return tags;
    }
    String[] more = Arrays.copyOf(tags, tags.length + 2);
    more[tags.length] = key;
    more[tags.length + 1] = value;
    return more;
  }

  /**
   * Milliseconds since 1970, or a value out of the contract's range where they do not fit; never 0,
   * which stands for no time.
   */
  static long epochMillis(Instant timestamp) {
    boolean fits = Math.floorDiv(timestamp.getEpochSecond(), 86_400L * 365_000) == 0;
    return fits && timestamp.toEpochMilli() != 0 ? timestamp.toEpochMilli() : -1;
  }

  /** Heap of a number, in bytes, whatever its precision. */
  private static int weight(@Nullable BigDecimal cost) {
    return cost == null ? 0 : 104 + cost.unscaledValue().bitLength() / 8;
  }

  static void weigh(TraceEvent event) {
    int strings =
        Event.weight(event.agentSlug)
            + Event.weight(event.model)
            + Event.weight(event.runId)
            + Event.weight(event.traceId)
            + Event.weight(event.spanId)
            + Event.weight(event.parentSpanId)
            + Event.weight(event.provider)
            + Event.weight(event.promptHash)
            + Event.weight(event.errorType)
            + Event.weight(event.finishReason)
            + Event.weight(event.operation)
            + Event.weight(event.serviceTier)
            + Event.weight(event.responseId)
            + Event.weight(event.sessionId)
            + weight(event.costUsd);
    for (String tag : event.tags) {
      strings += Event.weight(tag);
    }
    event.weigh(strings, Event.weight(event.promptPreview) + Event.weight(event.decisionSummary));
  }
}
