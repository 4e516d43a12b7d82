// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import static io.github.tracequeue.pricing.Seller.Kind.MAKER;
import static io.github.tracequeue.pricing.Seller.Kind.MAKERS_PRICES;
import static io.github.tracequeue.pricing.Seller.Kind.OWN_PRICES;
import static io.github.tracequeue.pricing.Seller.Kind.RESOLD_MAKER;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sellers with bundled prices, under the names of OpenTelemetry's {@code gen_ai.provider.name},
 * and the other names that LiteLLM, LangChain4j, Spring AI, OpenRouter and price lists use.
 */
final class Sellers {

  static final String BEDROCK = "aws.bedrock";
  static final String GEMINI = "gcp.gemini";
  static final String VERTEX = "gcp.vertex_ai";
  static final String AZURE_OPENAI = "azure.ai.openai";
  static final String AZURE_INFERENCE = "azure.ai.inference";
  static final String OPENROUTER = "openrouter";

  private static final List<Seller> ALL =
      List.of(
          seller("anthropic", RESOLD_MAKER),
          seller("openai", RESOLD_MAKER, "open_ai", "text_completion_openai", "openai_official"),
          seller(
              GEMINI,
              RESOLD_MAKER,
              "gemini",
              "google",
              "google_genai",
              "google_ai",
              "google_ai_gemini",
              "gcp.gen_ai"),
          seller("x_ai", RESOLD_MAKER, "xai"),
          seller("mistral_ai", RESOLD_MAKER, "mistral", "mistralai"),
          seller("cohere", RESOLD_MAKER, "cohere_chat"),
          seller("deepseek", MAKER, "deepseek_ai"),
          seller("perplexity", MAKER, "perplexity_ai"),
          seller("moonshot_ai", MAKER, "moonshot", "moonshotai"),
          seller("z_ai", MAKER, "zai"),
          seller("minimax", MAKER),
          seller("voyage_ai", MAKER, "voyage", "voyageai"),
          seller("ai21", MAKER),
          seller("meta", MAKER),
          seller(
              AZURE_OPENAI,
              MAKERS_PRICES,
              "azure",
              "azure_openai",
              "openai_azure",
              "az.ai.openai",
              "azure_text"),
          seller(
              AZURE_INFERENCE, MAKERS_PRICES, "azure_ai", "azure_ai_inference", "az.ai.inference"),
          seller(
              VERTEX,
              MAKERS_PRICES,
              "vertex_ai",
              "vertexai",
              "vertex",
              "vertex_ai_beta",
              "vertex_ai_gemini",
              "google_vertex",
              "google_vertexai",
              "google_vertex_ai"),
          seller(OPENROUTER, MAKERS_PRICES, "open_router"),
          seller(
              BEDROCK,
              OWN_PRICES,
              "bedrock",
              "bedrock_converse",
              "bedrock_mantle",
              "aws_bedrock",
              "amazon_bedrock",
              "amazon",
              "aws"),
          seller("groq", OWN_PRICES),
          seller("together_ai", OWN_PRICES, "together", "togetherai"),
          seller("fireworks_ai", OWN_PRICES, "fireworks"),
          seller("cerebras", OWN_PRICES),
          seller("deepinfra", OWN_PRICES),
          seller("novita", OWN_PRICES, "novita_ai"),
          seller("nebius", OWN_PRICES),
          seller("sambanova", OWN_PRICES),
          seller("baseten", OWN_PRICES),
          seller("hyperbolic", OWN_PRICES),
          seller("databricks", OWN_PRICES),
          seller("cloudflare", OWN_PRICES),
          seller("ovhcloud", OWN_PRICES),
          seller("ibm.watsonx.ai", OWN_PRICES, "watsonx"),
          seller("github_copilot", OWN_PRICES),
          seller("vercel_ai_gateway", OWN_PRICES),
          seller("dashscope", OWN_PRICES),
          seller("replicate", OWN_PRICES),
          seller("oci", OWN_PRICES),
          seller("ollama", OWN_PRICES));

  /** Gateways, whose names do not identify the seller. */
  private static final List<String> GATEWAYS = List.of("litellm", "litellm_proxy");

  private static final Map<String, Seller> BY_SPELLING = bySpelling();

  private Sellers() {}

  /** All sellers with bundled prices, makers first. */
  static List<Seller> all() {
    return ALL;
  }

  /** The seller with this name in any spelling; null if there is none. */
  static @Nullable Seller find(String spelling) {
    return BY_SPELLING.get(normalized(spelling));
  }

  /**
   * The name under which a provider's rates are stored: the seller's canonical name, else the
   * provider's name unchanged; null if it does not identify a seller.
   */
  static @Nullable String canonical(@Nullable String provider) {
    if (provider == null || provider.isBlank() || GATEWAYS.contains(normalized(provider))) {
      return null;
    }
    Seller seller = find(provider);
    return seller == null ? provider.strip().toLowerCase(Locale.ROOT) : seller.name();
  }

  /** The name under which the prices of a price list's provider are stored. */
  static String nameFor(String listed) {
    Seller seller = find(listed);
    return seller == null
        ? listed.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "_")
        : seller.name();
  }

  private static String normalized(String spelling) {
    return spelling.strip().toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
  }

  private static Seller seller(String name, Seller.Kind kind, String... spellings) {
    return new Seller(name, kind, List.of(spellings));
  }

  private static Map<String, Seller> bySpelling() {
    Map<String, Seller> sellers = new HashMap<>();
    for (Seller seller : ALL) {
      sellers.put(seller.name(), seller);
      seller.spellings().forEach(spelling -> sellers.put(spelling, seller));
    }
    return sellers;
  }
}
