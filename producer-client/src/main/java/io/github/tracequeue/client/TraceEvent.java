// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One call to a language model, as the wire contract's {@code llm_trace}. Immutable. Optional text
 * that is too long is cut, control characters in names become spaces; what cannot be made to fit (a
 * bad slug, a negative count) makes the event invalid: {@link TraceClient#record} refuses and
 * counts it. Nothing here throws on a bad value, and a null means absent.
 */
public final class TraceEvent extends Event {
  static final int ABSENT = -1;
  private static final int BAD = -2;

  String model = "";
  int inputTokens = ABSENT;
  int outputTokens = ABSENT;
  int latencyMillis = ABSENT;
  @Nullable String provider;
  @Nullable String promptPreview;
  @Nullable String promptHash;
  @Nullable String decisionSummary;
  @Nullable BigDecimal costUsd;
  @Nullable String spanId;
  @Nullable String parentSpanId;
  boolean error;
  @Nullable String errorType;
  @Nullable String finishReason;
  @Nullable String operation;
  @Nullable String serviceTier;
  int cacheReadTokens = ABSENT;
  int cacheWrite5mTokens = ABSENT;
  int cacheWrite1hTokens = ABSENT;
  int reasoningTokens = ABSENT;
  @Nullable UsageConvention usageConvention;
  int timeToFirstTokenMillis = ABSENT;
  boolean batch;
  @Nullable String responseId;
  @Nullable String sessionId;
  boolean degraded;

  /** Keys and values in turn; shared by copies, never changed once it is here. */
  String[] tags = {};

  private TraceEvent() {}

  /** A builder of an event that needs token counts and a latency besides these two. */
  public static Builder builder(String agentSlug, String model) {
    return new Builder(agentSlug, model);
  }

  @Override
  TraceEvent withoutText(PromptHash hash) {
    TraceEvent lean = copy();
    lean.promptHash = promptPreview == null ? promptHash : hash.of(promptPreview);
    lean.promptPreview = null;
    lean.decisionSummary = null;
    lean.degraded = true;
    TraceEventRules.weigh(lean);
    return lean;
  }

  private TraceEvent copy() {
    try {
      return (TraceEvent) clone();
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }

  /** The event's agent, model and id; never its text. */
  @Override
  public String toString() {
    return "TraceEvent[" + agentSlug + ", " + model + ", " + eventId + "]";
  }

  /** Collects an event's fields; for one thread. A builder can build more than one event. */
  public static final class Builder {
    private final TraceEvent draft = new TraceEvent();

    private Builder(String agentSlug, String model) {
      draft.agentSlug = Text.orEmpty(agentSlug);
      draft.model = Text.identifier(Text.orEmpty(model), 256);
    }

    /** The event's id, the key under which it is stored once; by default a new UUIDv7. */
    public Builder eventId(@Nullable UUID id) {
      draft.eventId = id;
      return this;
    }

    /** When the call started; by default its latency before the event is built. */
    public Builder timestamp(@Nullable Instant timestamp) {
      draft.epochMillis = timestamp == null ? 0 : TraceEventRules.epochMillis(timestamp);
      return this;
    }

    /**
     * Tokens sent to the model, cached ones included unless {@link #usageConvention} says
     * otherwise.
     */
    public Builder inputTokens(long tokens) {
      draft.inputTokens = count(tokens, FieldRules.MAX_TOKENS);
      return this;
    }

    /** Tokens that the model produced, reasoning included. */
    public Builder outputTokens(long tokens) {
      draft.outputTokens = count(tokens, FieldRules.MAX_TOKENS);
      return this;
    }

    /** Tokens read from a prompt cache. */
    public Builder cacheReadTokens(long tokens) {
      draft.cacheReadTokens = count(tokens, FieldRules.MAX_TOKENS);
      return this;
    }

    /** Tokens written to a prompt cache that lives five minutes. */
    public Builder cacheWrite5mTokens(long tokens) {
      draft.cacheWrite5mTokens = count(tokens, FieldRules.MAX_TOKENS);
      return this;
    }

    /** Tokens written to a prompt cache that lives an hour. */
    public Builder cacheWrite1hTokens(long tokens) {
      draft.cacheWrite1hTokens = count(tokens, FieldRules.MAX_TOKENS);
      return this;
    }

    /** Tokens of reasoning, a part of the output tokens. */
    public Builder reasoningTokens(long tokens) {
      draft.reasoningTokens = count(tokens, FieldRules.MAX_TOKENS);
      return this;
    }

    /** Whether the input tokens contain the cached ones; by default they do. */
    public Builder usageConvention(@Nullable UsageConvention convention) {
      draft.usageConvention = convention;
      return this;
    }

    /** How long the call took, in milliseconds. */
    public Builder latencyMillis(long millis) {
      draft.latencyMillis = count(millis, FieldRules.MAX_MILLIS);
      return this;
    }

    /** The time since this reading of {@link System#nanoTime}, as the latency. */
    public Builder latencySince(long startNanos) {
      return latencyMillis(Duration.ofNanos(System.nanoTime() - startNanos).toMillis());
    }

    /** How long the first token took, in milliseconds. */
    public Builder timeToFirstTokenMillis(long millis) {
      draft.timeToFirstTokenMillis = count(millis, FieldRules.MAX_MILLIS);
      return this;
    }

    /** Who serves the model: {@code anthropic}, {@code aws.bedrock}. */
    public Builder provider(@Nullable String provider) {
      draft.provider = provider;
      return this;
    }

    /** The prompt, of which the first 200 code points are taken at once; replaces a hash. */
    public Builder promptPreview(@Nullable String prompt) {
      draft.promptPreview = prompt == null ? null : Text.cut(prompt, FieldRules.PREVIEW);
      draft.promptHash = null;
      return this;
    }

    /** The hash of the prompt's preview, 16 hex digits or empty; replaces a preview. */
    public Builder promptHash(@Nullable String hash) {
      draft.promptHash = hash;
      draft.promptPreview = null;
      return this;
    }

    /** What was decided, cut to 300 code points. */
    public Builder decisionSummary(@Nullable String summary) {
      draft.decisionSummary = summary == null ? null : Text.cut(summary, FieldRules.SUMMARY);
      return this;
    }

    /** The run that the call belongs to. */
    public Builder runId(@Nullable String runId) {
      draft.runId = runId;
      return this;
    }

    /** What the provider says the call cost, in US dollars. */
    public Builder costUsd(@Nullable BigDecimal cost) {
      draft.costUsd = cost;
      return this;
    }

    /** The call's span: its trace, its own id and its parent's. */
    public Builder traceContext(@Nullable TraceContext span) {
      draft.traceId = span == null ? null : span.traceId();
      draft.spanId = span == null ? null : span.spanId();
      draft.parentSpanId = span == null ? null : span.parentSpanId();
      return this;
    }

    /** Marks the call as failed, with the kind of error: a class name, an HTTP status. */
    public Builder error(@Nullable String errorType) {
      draft.error = true;
      draft.errorType = Text.optionalIdentifier(errorType, 128);
      return this;
    }

    /** Why the model stopped: {@code end_turn}, {@code max_tokens}. */
    public Builder finishReason(@Nullable String reason) {
      draft.finishReason = Text.optionalIdentifier(reason, 64);
      return this;
    }

    /** What was asked of the model: {@code chat}, {@code embeddings}. */
    public Builder operation(@Nullable String operation) {
      draft.operation = Text.optionalIdentifier(operation, 64);
      return this;
    }

    /** The provider's service tier that the call was priced at. */
    public Builder serviceTier(@Nullable String tier) {
      draft.serviceTier = Text.optionalIdentifier(tier, 64);
      return this;
    }

    /** Whether the call went through the provider's batch interface. */
    public Builder batch(boolean batch) {
      draft.batch = batch;
      return this;
    }

    /** The provider's id of the response. */
    public Builder responseId(@Nullable String id) {
      draft.responseId = Text.optionalIdentifier(id, 256);
      return this;
    }

    /** The conversation that the call belongs to. */
    public Builder sessionId(@Nullable String id) {
      draft.sessionId = Text.optionalIdentifier(id, 128);
      return this;
    }

    /**
     * A label of the caller's own, ten at most; a key given again replaces its value, which is cut
     * to 128 code points.
     */
    public Builder tag(String key, String value) {
      draft.tags =
          TraceEventRules.tagged(draft.tags, Text.orEmpty(key), Text.cut(Text.orEmpty(value), 128));
      return this;
    }

    /** The event, of a call that ends now unless a timestamp was given. */
    public TraceEvent build() {
      TraceEvent event = draft.copy();
      if (event.epochMillis == 0) {
        event.epochMillis = System.currentTimeMillis() - Math.max(0, event.latencyMillis);
      }
      event.problem = TraceEventRules.problemOf(event);
      TraceEventRules.weigh(event);
      // The fields are not final, as that would take a constructor of thirty parameters: this fence
      // stands in for the freeze.
      VarHandle.releaseFence();
      return event;
    }

    private static int count(long value, long max) {
      return value < 0 || value > max ? BAD : (int) value;
    }
  }
}
