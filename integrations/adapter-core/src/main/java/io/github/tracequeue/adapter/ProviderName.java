// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.adapter;

import io.github.tracequeue.client.UsageConvention;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names of providers, as OpenTelemetry's {@code gen_ai.provider.name} has them. */
public final class ProviderName {
  private static final Map<String, String> OTHER_NAMES =
      Map.ofEntries(
          Map.entry("amazon_bedrock", "aws.bedrock"),
          Map.entry("aws", "aws.bedrock"),
          Map.entry("bedrock", "aws.bedrock"),
          Map.entry("bedrock_converse", "aws.bedrock"),
          Map.entry("azure", "azure.ai.openai"),
          Map.entry("azure_open_ai", "azure.ai.openai"),
          Map.entry("azure_openai", "azure.ai.openai"),
          Map.entry("microsoft_foundry", "azure.ai.openai"),
          Map.entry("az.ai.openai", "azure.ai.openai"),
          Map.entry("az.ai.inference", "azure.ai.inference"),
          Map.entry("google", "gcp.gemini"),
          Map.entry("gemini", "gcp.gemini"),
          Map.entry("google_genai", "gcp.gemini"),
          Map.entry("google_genai_ai", "gcp.gemini"),
          Map.entry("google_ai_gemini", "gcp.gemini"),
          Map.entry("vertexai", "gcp.vertex_ai"),
          Map.entry("vertex_ai", "gcp.vertex_ai"),
          Map.entry("google_vertex_ai_gemini", "gcp.vertex_ai"),
          Map.entry("google_vertex_ai_anthropic", "gcp.vertex_ai"),
          Map.entry("open_ai", "openai"),
          Map.entry("openai_sdk", "openai"),
          Map.entry("xai", "x_ai"),
          Map.entry("mistralai", "mistral_ai"),
          Map.entry("watsonx", "ibm.watsonx.ai"));

  /** Providers whose own API leaves cached tokens out of the input. */
  private static final Set<String> EXCLUSIVE = Set.of("anthropic", "aws.bedrock");

  private ProviderName() {}

  /** The name that the contract uses; null for null and for an empty name. */
  public static @Nullable String of(@Nullable String name) {
    if (name == null || name.isBlank()) {
      return null;
    }
    String lower = name.strip().toLowerCase(Locale.ROOT);
    return OTHER_NAMES.getOrDefault(lower, lower);
  }

  /** How the own API of a provider, given by the contract's name, counts the input. */
  public static UsageConvention convention(@Nullable String provider) {
    return provider != null && EXCLUSIVE.contains(provider)
        ? UsageConvention.EXCLUSIVE
        : UsageConvention.INCLUSIVE;
  }
}
