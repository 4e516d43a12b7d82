// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call of a language model: the wire contract's {@code llm_trace}. Immutable.
 *
 * <p>Needs an agent, a model and both token counts; {@link TraceClient#record} refuses an event
 * without them. All other values are sent as given, except that long texts are truncated, and the
 * consumer repairs invalid ones. No method throws on an invalid value. Null means absent, in the
 * builder and in the accessors.
 */
public final class TraceEvent extends Event {
  private TraceEvent(EnumMap<EventField, Object> values) {
    super(values, RequiredFields.problemOfCall(values));
  }

  /** A builder of an event of this agent and model. It also needs token counts. */
  public static Builder builder(@Nullable String agentSlug, @Nullable String model) {
    return new Builder(agentSlug, model);
  }

  @Override
  TraceEvent withoutText(PromptHash hash) {
    var lean = new EventValues(values());
    String preview = promptPreview();
    if (preview != null) {
      lean.set(EventField.PROMPT_HASH, hash.of(preview));
    }
    lean.set(EventField.PROMPT_PREVIEW, null)
        .set(EventField.DECISION_SUMMARY, null)
        .set(EventField.ERROR_MESSAGE, null)
        .set(EventField.DEGRADED, true);
    return new TraceEvent(lean.toMap());
  }

  /** The model that answered; empty if it is missing. */
  public String model() {
    return Text.orEmpty(text(EventField.MODEL));
  }

  /** Tokens sent to the model. */
  public @Nullable Long inputTokens() {
    return number(EventField.INPUT_TOKENS);
  }

  /** Tokens that the model generated, reasoning included. */
  public @Nullable Long outputTokens() {
    return number(EventField.OUTPUT_TOKENS);
  }

  /** Tokens read from a prompt cache. */
  public @Nullable Long cacheReadTokens() {
    return number(EventField.CACHE_READ_TOKENS);
  }

  /** Tokens written to a prompt cache for five minutes. */
  public @Nullable Long cacheWrite5mTokens() {
    return number(EventField.CACHE_WRITE_5M_TOKENS);
  }

  /** Tokens written to a prompt cache for an hour. */
  public @Nullable Long cacheWrite1hTokens() {
    return number(EventField.CACHE_WRITE_1H_TOKENS);
  }

  /** The part of the output tokens that was reasoning. */
  public @Nullable Long reasoningTokens() {
    return number(EventField.REASONING_TOKENS);
  }

  /** The part of the input tokens that was audio. */
  public @Nullable Long inputAudioTokens() {
    return number(EventField.INPUT_AUDIO_TOKENS);
  }

  /** The part of the output tokens that was audio. */
  public @Nullable Long outputAudioTokens() {
    return number(EventField.OUTPUT_AUDIO_TOKENS);
  }

  /** The part of the tokens read from a cache that was audio. */
  public @Nullable Long cacheReadAudioTokens() {
    return number(EventField.CACHE_READ_AUDIO_TOKENS);
  }

  /** Whether the input tokens contain the cached ones. */
  public @Nullable UsageConvention usageConvention() {
    return (UsageConvention) values().get(EventField.USAGE_CONVENTION);
  }

  /** Requests of tools that the provider bills by the request, by tool. */
  public Map<String, Long> toolRequests() {
    return entries(EventField.TOOL_REQUESTS);
  }

  /** The cost that the provider reported, in US dollars. */
  public @Nullable BigDecimal costUsd() {
    return (BigDecimal) values().get(EventField.COST_USD);
  }

  /** How long the call took, in milliseconds. */
  public @Nullable Long latencyMillis() {
    return number(EventField.LATENCY_MS);
  }

  /** How long the first token took, in milliseconds. */
  public @Nullable Long timeToFirstTokenMillis() {
    return number(EventField.TIME_TO_FIRST_TOKEN_MS);
  }

  /** Who serves the model. */
  public @Nullable String provider() {
    return text(EventField.PROVIDER);
  }

  /** The provider's service tier. */
  public @Nullable String serviceTier() {
    return text(EventField.SERVICE_TIER);
  }

  /** Whether the call used the provider's batch interface. */
  public boolean isBatch() {
    return values().containsKey(EventField.BATCH);
  }

  /** Where the provider ran the model. */
  public @Nullable String inferenceGeo() {
    return text(EventField.INFERENCE_GEO);
  }

  /** The first 200 code points of the prompt. */
  public @Nullable String promptPreview() {
    return text(EventField.PROMPT_PREVIEW);
  }

  /** The hash of the prompt's preview, if it was given instead of the text. */
  public @Nullable String promptHash() {
    return text(EventField.PROMPT_HASH);
  }

  /** What the agent decided. */
  public @Nullable String decisionSummary() {
    return text(EventField.DECISION_SUMMARY);
  }

  /** The conversation that the call belongs to. */
  public @Nullable String sessionId() {
    return text(EventField.SESSION_ID);
  }

  /** The W3C id of the call's span. */
  public @Nullable String spanId() {
    return text(EventField.SPAN_ID);
  }

  /** The W3C id of the span that caused the call. */
  public @Nullable String parentSpanId() {
    return text(EventField.PARENT_SPAN_ID);
  }

  /** The kind of call. */
  public @Nullable String operation() {
    return text(EventField.OPERATION);
  }

  /** Whether the call failed. */
  public boolean isError() {
    return values().containsKey(EventField.STATUS);
  }

  /** The kind of error. */
  public @Nullable String errorType() {
    return text(EventField.ERROR_TYPE);
  }

  /** What the error said, truncated to 300 code points. */
  public @Nullable String errorMessage() {
    return text(EventField.ERROR_MESSAGE);
  }

  /** Why the model stopped. */
  public @Nullable String finishReason() {
    return text(EventField.FINISH_REASON);
  }

  /** The provider's id of the response. */
  public @Nullable String responseId() {
    return text(EventField.RESPONSE_ID);
  }

  /** The caller's labels. */
  public Map<String, String> tags() {
    return entries(EventField.TAGS);
  }

  /** The event's agent, model and id; never its text. */
  @Override
  public String toString() {
    return "TraceEvent[" + agentSlug() + ", " + model() + ", " + eventId() + "]";
  }

  @SuppressWarnings("unchecked") // The builder adds no other types.
  private <V> Map<String, V> entries(EventField field) {
    return (Map<String, V>) values().getOrDefault(field, Collections.emptyMap());
  }

  /** Collects an event's values. Not thread-safe. A builder can build more than one event. */
  public static final class Builder {
    private final EventValues values = new EventValues();
    private @Nullable Consumer<TraceEvent> observer;

    private Builder(@Nullable String agentSlug, @Nullable String model) {
      text(EventField.AGENT_SLUG, agentSlug).text(EventField.MODEL, model);
    }

    /** The event's id, under which it is stored once; by default a new UUIDv7. */
    public Builder eventId(@Nullable UUID id) {
      return set(EventField.EVENT_ID, id);
    }

    /** When the call started; by default now, less the latency. */
    public Builder timestamp(@Nullable Instant timestamp) {
      return set(EventField.TIMESTAMP, timestamp);
    }

    /**
     * Sets the token counts and the requests of tools, and the service tier, batch, geography and
     * cost that the usage has. An unknown usage changes nothing.
     */
    public Builder usage(@Nullable TokenUsage usage) {
      if (usage != null && usage.isKnown()) {
        usage.into(values);
      }
      return this;
    }

    /**
     * Tokens sent to the model. Whether they contain the cached ones depends on {@link
     * #usageConvention}.
     */
    public Builder inputTokens(long tokens) {
      return set(EventField.INPUT_TOKENS, tokens);
    }

    /** Tokens that the model generated, reasoning included. */
    public Builder outputTokens(long tokens) {
      return set(EventField.OUTPUT_TOKENS, tokens);
    }

    /** Tokens read from a prompt cache. */
    public Builder cacheReadTokens(long tokens) {
      return set(EventField.CACHE_READ_TOKENS, tokens);
    }

    /** Tokens written to a prompt cache for five minutes. */
    public Builder cacheWrite5mTokens(long tokens) {
      return set(EventField.CACHE_WRITE_5M_TOKENS, tokens);
    }

    /** Tokens written to a prompt cache for an hour. */
    public Builder cacheWrite1hTokens(long tokens) {
      return set(EventField.CACHE_WRITE_1H_TOKENS, tokens);
    }

    /** The part of the output tokens that was reasoning. */
    public Builder reasoningTokens(long tokens) {
      return set(EventField.REASONING_TOKENS, tokens);
    }

    /** The part of the input tokens that was audio. */
    public Builder inputAudioTokens(long tokens) {
      return set(EventField.INPUT_AUDIO_TOKENS, tokens);
    }

    /** The part of the output tokens that was audio. */
    public Builder outputAudioTokens(long tokens) {
      return set(EventField.OUTPUT_AUDIO_TOKENS, tokens);
    }

    /** The part of the tokens read from a cache that was audio. */
    public Builder cacheReadAudioTokens(long tokens) {
      return set(EventField.CACHE_READ_AUDIO_TOKENS, tokens);
    }

    /**
     * Whether the input tokens contain the cached ones; by default as in the provider's own API.
     */
    public Builder usageConvention(@Nullable UsageConvention convention) {
      return set(EventField.USAGE_CONVENTION, convention);
    }

    /**
     * The number of requests to a provider's tool that is billed by the request, for example {@code
     * web_search}.
     */
    public Builder toolRequests(@Nullable String tool, long requests) {
      values.entry(EventField.TOOL_REQUESTS, tool, requests);
      return this;
    }

    /**
     * The cost that the provider reported, in US dollars; without it, the consumer computes the
     * cost.
     */
    public Builder costUsd(@Nullable BigDecimal cost) {
      return set(EventField.COST_USD, cost);
    }

    /** How long the call took, in milliseconds. */
    public Builder latencyMillis(long millis) {
      return set(EventField.LATENCY_MS, millis);
    }

    /** Sets the latency to the time since this reading of {@link System#nanoTime}. */
    public Builder latencySince(long startNanos) {
      return latencyMillis(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos));
    }

    /** How long the first token took, in milliseconds. */
    public Builder timeToFirstTokenMillis(long millis) {
      return set(EventField.TIME_TO_FIRST_TOKEN_MS, millis);
    }

    /** Who serves the model: {@code anthropic}, {@code aws.bedrock}. */
    public Builder provider(@Nullable String provider) {
      return text(EventField.PROVIDER, provider);
    }

    /** The provider's service tier: {@code standard}, {@code flex}. */
    public Builder serviceTier(@Nullable String tier) {
      return text(EventField.SERVICE_TIER, tier);
    }

    /** Whether the call used the provider's batch interface. */
    public Builder batch(boolean batch) {
      return set(EventField.BATCH, batch ? true : null);
    }

    /** Where the provider ran the model, as reported: {@code us}, {@code global}. */
    public Builder inferenceGeo(@Nullable String geo) {
      return text(EventField.INFERENCE_GEO, geo);
    }

    /** The prompt, of which the first 200 code points are kept; replaces a hash. */
    public Builder promptPreview(@Nullable String prompt) {
      return set(EventField.PROMPT_HASH, null).text(EventField.PROMPT_PREVIEW, prompt);
    }

    /** The hash of the prompt's preview, 16 hex digits or empty; replaces a preview. */
    public Builder promptHash(@Nullable String hash) {
      return set(EventField.PROMPT_PREVIEW, null).text(EventField.PROMPT_HASH, hash);
    }

    /**
     * The hash of the prompt's first 200 code points, without a key, instead of the text, which is
     * not kept; replaces a preview. {@link TraceClient.Builder#hashPrompts(byte[])} hashes with a
     * key.
     */
    public Builder hashedPrompt(@Nullable String prompt) {
      return promptHash(
          prompt == null
              ? null
              : PromptHash.plain().of(Text.cut(prompt, EventField.PROMPT_PREVIEW.maxCodePoints())));
    }

    /** What the agent decided, truncated to 300 code points. */
    public Builder decisionSummary(@Nullable String summary) {
      return text(EventField.DECISION_SUMMARY, summary);
    }

    /** The run that the call belongs to. */
    public Builder runId(@Nullable String runId) {
      return text(EventField.RUN_ID, runId);
    }

    /** The conversation that the call belongs to. */
    public Builder sessionId(@Nullable String id) {
      return text(EventField.SESSION_ID, id);
    }

    /** The call's span: its trace, its own id and its parent's. */
    public Builder traceContext(@Nullable TraceContext span) {
      return set(EventField.TRACE_ID, span == null ? null : span.traceId())
          .set(EventField.SPAN_ID, span == null ? null : span.spanId())
          .set(EventField.PARENT_SPAN_ID, span == null ? null : span.parentSpanId());
    }

    /** The kind of call: {@code chat}, {@code embeddings}. */
    public Builder operation(@Nullable String operation) {
      return text(EventField.OPERATION, operation);
    }

    /** Marks the call as failed, with the kind of error: a class name, an HTTP status. */
    public Builder error(@Nullable String errorType) {
      return set(EventField.STATUS, "error").text(EventField.ERROR_TYPE, errorType);
    }

    /**
     * What the error said, truncated to 300 code points. Sent only if the client was built with
     * {@link TraceClient.Builder#sendErrorMessages}.
     */
    public Builder errorMessage(@Nullable String message) {
      return text(EventField.ERROR_MESSAGE, message);
    }

    /** Why the model stopped: {@code end_turn}, {@code max_tokens}. */
    public Builder finishReason(@Nullable String reason) {
      return text(EventField.FINISH_REASON, reason);
    }

    /** The provider's id of the response. */
    public Builder responseId(@Nullable String id) {
      return text(EventField.RESPONSE_ID, id);
    }

    /**
     * Adds a label, up to ten. The value is truncated to 128 code points; a repeated name replaces
     * the earlier value.
     */
    public Builder tag(@Nullable String name, @Nullable String value) {
      values.entry(EventField.TAGS, name, value == null ? null : Text.cut(value, 128));
      return this;
    }

    /** The event. */
    public TraceEvent build() {
      EnumMap<EventField, Object> all = values.toMap();
      all.computeIfAbsent(EventField.TIMESTAMP, field -> startOfCall());
      var event = new TraceEvent(all);
      if (observer != null) {
        observer.accept(event);
      }
      return event;
    }

    /** Calls this with each event that is built. */
    void whenBuilt(Consumer<TraceEvent> itsObserver) {
      observer = itsObserver;
    }

    private Instant startOfCall() {
      Instant now = Instant.now();
      return values.get(EventField.LATENCY_MS) instanceof Long latency && latency > 0
          ? now.minusMillis(latency)
          : now;
    }

    private Builder set(EventField field, @Nullable Object value) {
      values.set(field, value);
      return this;
    }

    private Builder text(EventField field, @Nullable String text) {
      values.text(field, text);
      return this;
    }
  }
}
