// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing.lists;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.pricing.Bucket;
import io.github.tracequeue.pricing.ListedRate;
import io.github.tracequeue.pricing.PriceList;
import io.github.tracequeue.pricing.RatePrices;
import io.github.tracequeue.pricing.WeeklyHours;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads genai-prices' data: an array of providers with models, US dollars per million tokens, some
 * by prompt length, some dated.
 */
final class GenaiPricesList {

  private static final Map<String, Bucket> BUCKETS =
      Map.of(
          "input_mtok", Bucket.INPUT,
          "output_mtok", Bucket.OUTPUT,
          "cache_read_mtok", Bucket.CACHE_READ,
          "cache_write_mtok", Bucket.CACHE_WRITE_5M,
          "cache_write_1h_mtok", Bucket.CACHE_WRITE_1H,
          "input_audio_mtok", Bucket.INPUT_AUDIO,
          "output_audio_mtok", Bucket.OUTPUT_AUDIO,
          "cache_audio_read_mtok", Bucket.CACHE_READ_AUDIO);

  /** Units that a text model's entry may have and that events do not contain. */
  private static final Set<String> OTHER_INPUT =
      Set.of(
          "web_searches_kcount",
          "storage_searches_kcount",
          "input_image_mtok",
          "cache_image_read_mtok",
          "input_video_mtok");

  private final PriceList.Builder list = PriceList.builder("genai-prices", false);

  private GenaiPricesList() {}

  static PriceList read(JsonNode root) {
    if (!root.isArray()) {
      throw new IllegalArgumentException("genai-prices' data is one JSON array of providers");
    }
    GenaiPricesList reader = new GenaiPricesList();
    root.forEach(reader::addProvider);
    return reader.list.build();
  }

  private void addProvider(JsonNode provider) {
    String id = provider.path("id").asText();
    List<MatchClause> earlier = new ArrayList<>();
    for (JsonNode model : provider.path("models")) {
      try {
        MatchClause clause = new MatchClause(model.path("match"));
        earlier.add(clause);
        add(id, model, clause, earlier.subList(0, earlier.size() - 1));
      } catch (DateTimeException | IllegalArgumentException e) {
        list.refuse(id, model.path("id").asText(), "it cannot be read: " + e.getMessage());
      }
    }
  }

  private void add(String provider, JsonNode model, MatchClause clause, List<MatchClause> earlier) {
    String id = model.path("id").asText();
    Set<String> names = new LinkedHashSet<>();
    names.add(id);
    names.addAll(clause.names());
    // If the clauses of several models match a name, the first model applies.
    names.removeIf(
        name -> !clause.matches(name) || earlier.stream().anyMatch(other -> other.matches(name)));
    if (names.isEmpty()) {
      list.refuse(provider, id, "its match clause contains no literal name");
      return;
    }
    String seller = seller(provider, id);
    mention(seller, names.iterator().next(), model.path("prices"));
    try {
      List<ListedRate> rates = new ArrayList<>(rates(provider, "", model.path("prices"), null));

      for (JsonNode variant : model.path("price_variants")) {
        String tier = tier(variant.path("when"));
        // A variant without prices has the model's prices.
        boolean same = variant.path("prices").isEmpty();
        if (!tier.isEmpty()) {
          List<ListedRate> variants =
              rates(
                  provider,
                  tier,
                  same ? model.path("prices") : variant.path("prices"),
                  start(variant.path("constraint")));
          variants.forEach(rate -> rates.add(withRequests(rate, rates.get(0))));
        }
      }
      list.add(seller, names, rates);
    } catch (UnsupportedPriceException e) {
      list.refuse(provider, id, String.valueOf(e.getMessage()));
    }
  }

  /** Whether or not it can be imported. */
  private void mention(String seller, String name, JsonNode prices) {
    List<ListedRate> rates = new ArrayList<>();
    for (JsonNode dated : prices.isArray() ? prices : List.of(prices)) {
      JsonNode amounts = prices.isArray() ? dated.path("prices") : dated;
      if (amounts.hasNonNull("input_mtok") && !dated.path("constraint").has("start_time")) {
        rates.add(
            new ListedRate(
                "",
                0,
                null,
                start(dated.path("constraint")),
                RatePrices.ofTokens(tokens(amounts, 0))));
      }
    }
    if (!rates.isEmpty()) {
      list.mention(seller, name, rates, null);
    }
  }

  private static Map<Bucket, BigDecimal> tokens(JsonNode prices, long promptOver) {
    Map<Bucket, BigDecimal> tokens = new EnumMap<>(Bucket.class);
    BUCKETS.forEach(
        (name, bucket) -> {
          if (prices.hasNonNull(name)) {
            tokens.put(bucket, ListedNumber.exact(price(prices.path(name), promptOver)));
          }
        });
    return tokens;
  }

  /** The list combines Google's two sellers; models other than Gemini belong to Vertex AI. */
  private static String seller(String provider, String id) {
    return provider.equals("google") && !id.contains("gemini") && !id.contains("gemma")
        ? "vertex_ai"
        : provider;
  }

  private static String tier(JsonNode when) {
    if (when.size() != 1) {
      return "";
    }
    Map.Entry<String, JsonNode> condition = when.properties().iterator().next();
    String value = condition.getValue().asText();
    return switch (condition.getKey()) {
      case "processing", "speed" -> value;
      case "service_tier" -> value.equals("default") ? "" : value;
      default -> "";
    };
  }

  private static List<ListedRate> rates(
      String provider, String tier, JsonNode prices, @Nullable Instant from) {
    if (prices.isObject()) {
      return rates(provider, tier, from, prices);
    }
    List<ListedRate> rates = new ArrayList<>();
    List<JsonNode> byHour = new ArrayList<>();
    Instant last = from;
    for (JsonNode dated : prices) {
      JsonNode constraint = dated.path("constraint");
      if (constraint.has("start_time")) {
        byHour.add(dated);
      } else {
        last = start(constraint);
        rates.addAll(rates(provider, tier, last, dated.path("prices")));
      }
    }
    if (!byHour.isEmpty()) {
      rates.addAll(ratesByHour(provider, tier, last, byHour));
    }
    return rates;
  }

  /** Prices by hour of the day; they apply since the start of the last dated price. */
  private static List<ListedRate> ratesByHour(
      String provider, String tier, @Nullable Instant from, List<JsonNode> windows) {
    JsonNode prices = windows.get(0).path("prices");
    List<WeeklyHours.Span> spans = new ArrayList<>();
    for (JsonNode window : windows) {
      if (!window.path("prices").equals(prices)) {
        throw new UnsupportedPriceException("it has more than two prices a day");
      }
      JsonNode constraint = window.path("constraint");
      spans.add(
          new WeeklyHours.Span(minute(constraint, "start_time"), minute(constraint, "end_time")));
    }
    WeeklyHours hours = new WeeklyHours(DayOfWeek.MONDAY, DayOfWeek.SUNDAY, spans);
    return rates(provider, tier, from, prices).stream()
        .map(
            rate ->
                new ListedRate(rate.tier(), rate.promptOver(), hours, rate.from(), rate.prices()))
        .toList();
  }

  private static int minute(JsonNode constraint, String name) {
    return OffsetTime.parse(constraint.path(name).asText())
        .withOffsetSameInstant(ZoneOffset.UTC)
        .get(ChronoField.MINUTE_OF_DAY);
  }

  private static List<ListedRate> rates(
      String provider, String tier, @Nullable Instant from, JsonNode prices) {
    prices.fieldNames().forEachRemaining(GenaiPricesList::refuseOtherUnits);
    List<ListedRate> rates = new ArrayList<>();
    for (long promptOver : lengths(prices)) {
      Map<Bucket, BigDecimal> tokens = tokens(prices, promptOver);
      if (prices.isEmpty()) {
        tokens.put(Bucket.INPUT, BigDecimal.ZERO);
        tokens.put(Bucket.OUTPUT, BigDecimal.ZERO);
      } else if (!tokens.containsKey(Bucket.INPUT)) {
        throw new UnsupportedPriceException("it has no price for input tokens");
      }
      if (provider.equals("google")) {
        addAudio(tokens);
      }
      rates.add(
          new ListedRate(
              tier,
              promptOver,
              null,
              from,
              new RatePrices(tokens, requests(provider, prices), Map.of(), Map.of())));
    }
    return rates;
  }

  /** The list has an audio price only if it differs from the text price. */
  private static void addAudio(Map<Bucket, BigDecimal> tokens) {
    tokens.putIfAbsent(Bucket.INPUT_AUDIO, tokens.get(Bucket.INPUT));
    if (tokens.containsKey(Bucket.CACHE_READ)) {
      tokens.putIfAbsent(Bucket.CACHE_READ_AUDIO, tokens.get(Bucket.CACHE_READ));
    }
  }

  /** A variant has token prices; its tool requests have the model's price. */
  private static ListedRate withRequests(ListedRate variant, ListedRate standard) {
    return new ListedRate(
        variant.tier(),
        variant.promptOver(),
        variant.hours(),
        variant.from(),
        new RatePrices(
            variant.prices().usdPerMillion(),
            standard.prices().usdPerThousandRequests(),
            Map.of(),
            Map.of()));
  }

  private static void refuseOtherUnits(String unit) {
    if (!BUCKETS.containsKey(unit) && !OTHER_INPUT.contains(unit)) {
      throw new UnsupportedPriceException("it is also priced by " + unit);
    }
  }

  private static Map<String, BigDecimal> requests(String provider, JsonNode prices) {
    Map<String, BigDecimal> requests = new HashMap<>();
    if (prices.hasNonNull("web_searches_kcount")) {
      requests.put(
          provider.equals("google") ? "google_search" : "web_search",
          ListedNumber.exact(price(prices.path("web_searches_kcount"), 0)));
    }
    if (prices.hasNonNull("storage_searches_kcount")) {
      requests.put(
          "file_search", ListedNumber.exact(price(prices.path("storage_searches_kcount"), 0)));
    }
    return requests;
  }

  /** All prompt lengths at which a price changes, and 0. */
  private static Set<Long> lengths(JsonNode prices) {
    Set<Long> lengths = new TreeSet<>(Set.of(0L));
    for (JsonNode price : prices) {
      price.path("tiers").forEach(step -> lengths.add(step.path("start").longValue()));
    }
    return lengths;
  }

  private static BigDecimal price(JsonNode price, long promptOver) {
    if (price.isNumber()) {
      return price.decimalValue();
    }
    BigDecimal result = price.path("base").decimalValue();
    for (JsonNode step : price.path("tiers")) {
      if (step.path("start").longValue() <= promptOver) {
        result = step.path("price").decimalValue();
      }
    }
    return result;
  }

  private static @Nullable Instant start(JsonNode constraint) {
    return constraint.has("start_date")
        ? LocalDate.parse(constraint.path("start_date").asText())
            .atStartOfDay()
            .toInstant(ZoneOffset.UTC)
        : null;
  }

  /** A model with a price that a price file cannot hold. */
  private static final class UnsupportedPriceException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnsupportedPriceException(String message) {
      super(message);
    }
  }
}
