// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing.lists;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.pricing.Bucket;
import io.github.tracequeue.pricing.ListedRate;
import io.github.tracequeue.pricing.PriceList;
import io.github.tracequeue.pricing.RatePrices;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads LiteLLM's list: one object by model, US dollars per token under keys that name a bucket.
 */
final class LiteLlmList {

  private static final Set<String> TEXT_MODES =
      Set.of("chat", "completion", "responses", "embedding");

  private static final Map<String, Bucket> BUCKETS =
      Map.of(
          "input_cost_per_token", Bucket.INPUT,
          "output_cost_per_token", Bucket.OUTPUT,
          "cache_read_input_token_cost", Bucket.CACHE_READ,
          "cache_creation_input_token_cost", Bucket.CACHE_WRITE_5M,
          "cache_creation_input_token_cost_above_1hr", Bucket.CACHE_WRITE_1H,
          "cache_creation_input_token_cost_above_12hr", Bucket.CACHE_WRITE_1H,
          "input_cost_per_audio_token", Bucket.INPUT_AUDIO,
          "output_cost_per_audio_token", Bucket.OUTPUT_AUDIO,
          "cache_read_input_audio_token_cost", Bucket.CACHE_READ_AUDIO);

  /** A bucket's key, the prompt length in thousands of tokens, and the service tier. */
  private static final Pattern PRICE =
      Pattern.compile(
          "([a-z]+(?:_[a-z]+)*?_(?:token|token_cost|cost_per_token)(?:_above_(?:1|12)hr)?)"
              + "(?:_above_(\\d+)k_tokens)?(?:_(batches|flex|priority|balanced|ultrafast))?");

  private static final BigDecimal THOUSAND = new BigDecimal(1_000);

  private final PriceList.Builder list = PriceList.builder("litellm", true);

  private LiteLlmList() {}

  static PriceList read(JsonNode root) {
    if (!root.isObject()) {
      throw new IllegalArgumentException("LiteLLM's list is one JSON object of models");
    }
    LiteLlmList reader = new LiteLlmList();
    // If a model is listed with and without its provider's prefix, the entry with the prefix is
    // more specific.
    root.properties().stream()
        .sorted(Comparator.comparing(model -> !model.getKey().contains("/")))
        .filter(model -> !model.getKey().equals("sample_spec"))
        .forEach(model -> reader.add(model.getKey(), model.getValue()));
    return reader.list.build();
  }

  private void add(String key, JsonNode model) {
    String provider = provider(model.path("litellm_provider").asText(""));
    try {
      add(provider, key, model);
    } catch (IllegalArgumentException e) {
      list.refuse(provider, key, "it cannot be read: " + e.getMessage());
    }
  }

  private void add(String provider, String key, JsonNode model) {
    String reason = whyNot(key, model);
    List<ListedRate> rates = rates(provider, model);
    if (TEXT_MODES.contains(model.path("mode").asText()) && !rates.isEmpty()) {
      list.mention(provider, key, rates, retired(model));
    }
    if (reason.isEmpty()) {
      list.add(provider, List.of(key), rates);
    } else {
      list.refuse(provider, key, reason);
    }
  }

  private static @Nullable LocalDate retired(JsonNode model) {
    String date = model.path("deprecation_date").asText("");
    try {
      return date.isEmpty() ? null : LocalDate.parse(date);
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** LiteLLM adds the kind of model to some sellers, for example {@code vertex_ai-llama_models}. */
  private static String provider(String listed) {
    return listed.startsWith("vertex_ai-") || listed.startsWith("fireworks_ai-")
        ? listed.substring(0, listed.indexOf('-'))
        : listed;
  }

  private static String whyNot(String key, JsonNode model) {
    String mode = model.path("mode").asText("unknown");
    if (!TEXT_MODES.contains(mode) && !mode.equals("realtime")) {
      return "mode " + mode + " is not priced only by tokens";
    }
    if (!model.hasNonNull("input_cost_per_token")) {
      return "it has no price for input tokens";
    }
    if (key.contains("model_router") || key.contains("model-router")) {
      return "the price is the router's fee only; the routed model costs extra";
    }
    if (model.has("off_peak_pricing")) {
      return "its prices depend on the hour; add them by hand";
    }
    if (model.has("tiered_pricing")) {
      return "its prices depend on ranges of prompt lengths";
    }
    BigDecimal output = number(model, "output_cost_per_token");
    BigDecimal reasoning = number(model, "output_cost_per_reasoning_token");
    if (reasoning.signum() > 0 && reasoning.compareTo(output) != 0) {
      return "reasoning tokens have their own price";
    }
    if (number(model, "output_cost_per_image_token").compareTo(output) > 0) {
      return "image output tokens have their own price";
    }
    return hasUnequalSearchPrices(model)
        ? "the price of a search depends on its context size, which events do not contain"
        : "";
  }

  /** Keyed by tier and prompt length. */
  private record Part(String tier, long promptOver) implements Comparable<Part> {
    @Override
    public int compareTo(Part other) {
      int byTier = tier.compareTo(other.tier);
      return byTier == 0 ? Long.compare(promptOver, other.promptOver) : byTier;
    }
  }

  private static List<ListedRate> rates(String provider, JsonNode model) {
    Map<Part, Map<Bucket, BigDecimal>> parts = new TreeMap<>();
    model
        .properties()
        .forEach(
            property -> {
              Matcher price = PRICE.matcher(property.getKey());
              if (price.matches()
                  && BUCKETS.containsKey(price.group(1))
                  && property.getValue().isNumber()) {
                parts
                    .computeIfAbsent(
                        part(price.group(3), price.group(2)), p -> new EnumMap<>(Bucket.class))
                    .put(BUCKETS.get(price.group(1)), perMillion(property.getValue()));
              }
            });
    boolean embedding = model.path("mode").asText().equals("embedding");
    List<ListedRate> rates = new ArrayList<>();
    parts.forEach(
        (part, prices) -> {
          if (embedding && prices.getOrDefault(Bucket.OUTPUT, BigDecimal.ONE).signum() == 0) {
            prices.remove(Bucket.OUTPUT);
          }
          if (provider.equals("gemini") || provider.startsWith("vertex_ai")) {
            addAudio(model, prices);
          }
          // A tier with a price only for cached tokens cannot price a call.
          if (prices.containsKey(Bucket.INPUT)) {
            rates.add(
                new ListedRate(
                    part.tier,
                    part.promptOver,
                    null,
                    null,
                    new RatePrices(
                        prices,
                        requests(provider, model),
                        part.tier.isEmpty() ? factors(model) : Map.of(),
                        geo(model))));
          }
        });
    return rates;
  }

  private static Part part(String tier, String thousands) {
    String name = tier == null ? "" : tier.equals("batches") ? "batch" : tier;
    return new Part(name, thousands == null ? 0 : 1_000 * Long.parseLong(thousands));
  }

  /** If Google lists no audio price, audio has the price of text. */
  private static void addAudio(JsonNode model, Map<Bucket, BigDecimal> prices) {
    if (model.path("supports_audio_input").asBoolean()
        && !model.has("input_cost_per_audio_token")
        && prices.containsKey(Bucket.INPUT)) {
      prices.putIfAbsent(Bucket.INPUT_AUDIO, prices.get(Bucket.INPUT));
      if (prices.containsKey(Bucket.CACHE_READ)) {
        prices.putIfAbsent(Bucket.CACHE_READ_AUDIO, prices.get(Bucket.CACHE_READ));
      }
    }
  }

  private static Map<String, BigDecimal> requests(String provider, JsonNode model) {
    JsonNode search = model.path("search_context_cost_per_query");
    BigDecimal price = number(search, "search_context_size_medium");
    boolean google = provider.equals("gemini") || provider.startsWith("vertex_ai");
    boolean gemini = google && !model.path("litellm_provider").asText().contains("anthropic");
    return price.signum() > 0
        ? Map.of(
            gemini ? "google_search" : "web_search", ListedNumber.exact(price.multiply(THOUSAND)))
        : Map.of();
  }

  private static boolean hasUnequalSearchPrices(JsonNode model) {
    JsonNode search = model.path("search_context_cost_per_query");
    BigDecimal medium = number(search, "search_context_size_medium");
    return number(search, "search_context_size_low").compareTo(medium) != 0
        || number(search, "search_context_size_high").compareTo(medium) != 0;
  }

  private static Map<String, BigDecimal> factors(JsonNode model) {
    BigDecimal fast = number(model.path("provider_specific_entry"), "fast");
    return fast.signum() > 0 ? Map.of("fast", ListedNumber.exact(fast)) : Map.of();
  }

  private static Map<String, BigDecimal> geo(JsonNode model) {
    Map<String, BigDecimal> factors = new HashMap<>();
    put(factors, "us", number(model.path("provider_specific_entry"), "us"));
    put(factors, "us", number(model, "regional_processing_uplift_multiplier_us"));
    put(factors, "eu", number(model, "regional_processing_uplift_multiplier_eu"));
    put(factors, "*", number(model, "regional_endpoint_uplift_multiplier"));
    return factors;
  }

  private static void put(Map<String, BigDecimal> factors, String name, BigDecimal factor) {
    if (factor.signum() > 0) {
      factors.put(name, ListedNumber.exact(factor));
    }
  }

  private static BigDecimal number(JsonNode node, String name) {
    return node.path(name).isNumber() ? node.path(name).decimalValue() : BigDecimal.ZERO;
  }

  private static BigDecimal perMillion(JsonNode perToken) {
    return ListedNumber.exact(ListedNumber.exact(perToken.decimalValue()).movePointRight(6));
  }
}
