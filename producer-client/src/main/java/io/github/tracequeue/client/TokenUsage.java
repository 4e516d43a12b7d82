// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The usage of one call, in the wire contract's terms. Create it from the provider's JSON with
 * {@link #fromJson}, or from its numbers with the provider's factory method. Immutable.
 *
 * <p>No method throws: null, negative and unreadable values are ignored. Without a readable input
 * and output the usage is {@linkplain #isKnown unknown}. Numbers may be of any boxed type, as the
 * providers' SDKs return them.
 */
public final class TokenUsage {
  static final long ABSENT = -1;
  static final TokenUsage UNKNOWN = new PlainUsage(null, null).build();

  private final Map<EventField, Object> values;

  TokenUsage(EventValues values) {
    this.values = Collections.unmodifiableMap(values.toMap());
  }

  /**
   * Reads a provider's JSON: a response, the event of a stream that holds the usage, or only the
   * usage object. Pass the complete response if possible: the service tier and tool requests are
   * often outside the usage object.
   *
   * @param provider OpenTelemetry's {@code gen_ai.provider.name}; the JSON's format takes
   *     precedence
   */
  public static TokenUsage fromJson(@Nullable String provider, @Nullable String json) {
    return UsageJson.read(provider == null ? "" : provider.toLowerCase(Locale.ROOT), json);
  }

  /** Tokens counted as in the contract, with reasoning included in the output. */
  public static TokenUsage of(@Nullable Number inputTokens, @Nullable Number outputTokens) {
    return plain(inputTokens, outputTokens).build();
  }

  /** Numbers that are already in the contract's terms, under its names. */
  public static PlainUsage plain(@Nullable Number inputTokens, @Nullable Number outputTokens) {
    return new PlainUsage(inputTokens, outputTokens);
  }

  /** The numbers of Anthropic's Messages API, at any provider. */
  public static AnthropicUsage anthropic(
      @Nullable Number inputTokens, @Nullable Number outputTokens) {
    return new AnthropicUsage(inputTokens, outputTokens);
  }

  /** The numbers of Bedrock's Converse API. */
  public static BedrockUsage bedrockConverse(
      @Nullable Number inputTokens, @Nullable Number outputTokens) {
    return new BedrockUsage(inputTokens, outputTokens);
  }

  /**
   * The numbers of OpenAI's APIs and of compatible APIs: {@code prompt_tokens} and {@code
   * completion_tokens}, or {@code input_tokens} and {@code output_tokens}. Embeddings have no
   * output: null.
   */
  public static OpenAiUsage openAi(@Nullable Number inputTokens, @Nullable Number outputTokens) {
    return new OpenAiUsage(inputTokens, outputTokens);
  }

  /** The numbers of Gemini's {@code usageMetadata}, which leaves out zeros. */
  public static GeminiUsage gemini(
      @Nullable Number promptTokenCount, @Nullable Number candidatesTokenCount) {
    return new GeminiUsage(promptTokenCount, candidatesTokenCount);
  }

  /** The numbers of xAI's APIs. */
  public static XAiUsage xAi(@Nullable Number promptTokens, @Nullable Number completionTokens) {
    return new XAiUsage(promptTokens, completionTokens);
  }

  /** Whether input and output are known. An unknown usage changes nothing in an event. */
  public boolean isKnown() {
    return values.containsKey(EventField.INPUT_TOKENS)
        && values.containsKey(EventField.OUTPUT_TOKENS);
  }

  /**
   * The contract's fields by name, without absent ones: counts as {@code Long}, {@code
   * tool_requests} as a map of them, the cost as {@code BigDecimal}. Empty if the usage is unknown.
   */
  public Map<String, Object> fields() {
    var fields = new LinkedHashMap<String, Object>();
    if (isKnown()) {
      values.forEach(
          (field, value) ->
              fields.put(
                  field.label(),
                  value instanceof UsageConvention convention ? convention.label() : value));
    }
    return fields;
  }

  /** Sets an event's fields and removes all counts of an earlier usage. */
  void into(EventValues event) {
    for (EventField count : PlainUsage.DETAILS) {
      event.set(count, null);
    }
    values.forEach(event::set);
  }

  /** Whether the other one has the same {@link #fields}. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TokenUsage that && fields().equals(that.fields());
  }

  @Override
  public int hashCode() {
    return fields().hashCode();
  }

  @Override
  public String toString() {
    return "TokenUsage" + fields();
  }
}
