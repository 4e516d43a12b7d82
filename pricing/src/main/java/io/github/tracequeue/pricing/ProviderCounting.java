// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the API of a call's provider counts tokens, for calls whose sender does not say so.
 *
 * @param provider OpenTelemetry's {@code gen_ai.provider.name}, null if unknown
 * @param model the model's id as the sender sent it
 */
public record ProviderCounting(@Nullable String provider, String model) {

  /** Ignores upper and lower case. */
  public ProviderCounting {
    provider = provider == null ? null : provider.toLowerCase(Locale.ROOT);
    model = model.toLowerCase(Locale.ROOT);
  }

  /**
   * Whether the input of a call contains its cached tokens. It never does if there are more cached
   * tokens than input.
   *
   * @param sent what the sender said; null if nothing
   */
  public boolean isInclusive(@Nullable Boolean sent, long input, long cached) {
    return cached <= input && (sent == null ? isInclusive() : sent);
  }

  /**
   * The output with its reasoning tokens. Some APIs report them beside the output; more reasoning
   * than output shows that the sender did so too.
   */
  public long outputWithReasoning(long output, long reasoning) {
    return reasoning > output && isReasoningBesideOutput() ? output + reasoning : output;
  }

  private boolean isInclusive() {
    if (provider == null) {
      return !model.contains("claude")
          && !model.contains("anthropic")
          && !model.contains("bedrock");
    }
    return switch (provider) {
      case "anthropic", "aws.bedrock" -> false;
      case "gcp.vertex_ai", "azure.ai.inference" -> !model.contains("claude");
      default -> true;
    };
  }

  private boolean isReasoningBesideOutput() {
    if (provider == null) {
      return model.startsWith("grok") || model.startsWith("gemini");
    }
    return switch (provider) {
      case "x_ai", "gcp.gemini" -> true;
      case "gcp.vertex_ai" -> model.contains("gemini");
      default -> false;
    };
  }
}
