// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the API of a call's provider counts tokens.
 *
 * @param provider OpenTelemetry's {@code gen_ai.provider.name}, null if unknown
 */
record ProviderCounting(@Nullable String provider, String model) {

  ProviderCounting {
    model = model.toLowerCase(Locale.ROOT);
  }

  /** Whether the input contains the cached tokens. */
  boolean isInclusive() {
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

  /** Whether the output excludes reasoning tokens. */
  boolean isReasoningBesideOutput() {
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
