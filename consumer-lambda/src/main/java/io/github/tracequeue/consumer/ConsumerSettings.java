// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import io.github.tracequeue.consumer.metrics.MetricDetail;
import io.github.tracequeue.pricing.PriceBook;
import io.github.tracequeue.store.Shards;
import io.github.tracequeue.store.TableOptions;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The function's settings.
 *
 * @param table the table and how it is written
 * @param queueUrl the source queue, to which unfinished events are sent back; null if their message
 *     is returned instead
 * @param quarantineQueueUrl the quarantine queue
 * @param sampling selects the calls to store
 * @param metricsNamespace CloudWatch's namespace
 * @param metricDetail how many metrics a call makes
 * @param metricAgents agents that always have metrics
 * @param promptChangeAgents agents whose prompt changes are counted
 * @param budgetAgents agents with a budget, whose daily spending is counted
 * @param maxMetricAgents the maximum number of agents with metrics in one process
 * @param maxMetricModels the maximum number of models with metrics in one process; 0 for none
 * @param priceOverrides the team's own price file; null for only the bundled prices
 * @param pricesBucket the bucket of prices that are pushed without a deployment; null for none
 * @param promptKey the location of the key for prompt hashes; null for hashes without a key
 */
record ConsumerSettings(
    TableOptions table,
    @Nullable String queueUrl,
    String quarantineQueueUrl,
    Sampling sampling,
    String metricsNamespace,
    MetricDetail metricDetail,
    Set<String> metricAgents,
    Set<String> promptChangeAgents,
    Set<String> budgetAgents,
    int maxMetricAgents,
    int maxMetricModels,
    @Nullable Path priceOverrides,
    @Nullable String pricesBucket,
    @Nullable PromptKeyName promptKey) {

  ConsumerSettings {
    metricAgents = Set.copyOf(metricAgents);
    promptChangeAgents = Set.copyOf(promptChangeAgents);
    budgetAgents = Set.copyOf(budgetAgents);
  }

  /** A service that stores keys. */
  enum KeyStore {
    SECRETS_MANAGER,
    PARAMETER_STORE
  }

  /** The service that stores a key, and the key's name or ARN. */
  record PromptKeyName(KeyStore store, String name) {}

  /** Reads the function's environment; an exception names a missing or invalid variable. */
  static ConsumerSettings fromEnvironment(Map<String, String> environment) {
    return new ConsumerSettings(
        new TableOptions(
            required(environment, "TRACEQUEUE_TABLE"),
            new Shards(number(environment, "TRACEQUEUE_SHARDS", 1, 1, 1_000)),
            Duration.ofDays(number(environment, "TRACEQUEUE_TTL_DAYS", 30, 1, 36_500))),
        textOrNull(environment, "TRACEQUEUE_QUEUE_URL"),
        required(environment, "TRACEQUEUE_QUARANTINE_QUEUE_URL"),
        sampling(environment),
        text(environment, "TRACEQUEUE_METRICS_NAMESPACE", "Tracequeue"),
        detail(text(environment, "TRACEQUEUE_METRICS_DETAIL", "full")),
        list(environment, "TRACEQUEUE_METRICS_AGENTS"),
        list(environment, "TRACEQUEUE_PROMPT_CHANGE_AGENTS"),
        list(environment, "TRACEQUEUE_BUDGET_AGENTS"),
        number(environment, "TRACEQUEUE_METRICS_MAX_AGENTS", 100, 0, 10_000),
        number(environment, "TRACEQUEUE_METRICS_MAX_MODELS", 0, 0, 10_000),
        path(environment, "TRACEQUEUE_PRICES_FILE"),
        textOrNull(environment, "TRACEQUEUE_PRICES_BUCKET"),
        promptKey(environment));
  }

  /** Agents that always have metrics, because each may have an alarm. */
  Set<String> listedAgents() {
    return Stream.concat(metricAgents.stream(), promptChangeAgents.stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * The bundled prices, overridden by the team's own file if there is one.
   *
   * @throws UncheckedIOException if the file cannot be read
   * @throws io.github.tracequeue.pricing.InvalidPriceFileException if the file is invalid; contains
   *     all errors
   */
  PriceBook prices() {
    PriceBook bundled = PriceBook.bundled();
    if (priceOverrides == null) {
      return bundled;
    }
    try (Reader file = Files.newBufferedReader(priceOverrides)) {
      return bundled.withOverrides(file);
    } catch (IOException e) {
      throw new UncheckedIOException("TRACEQUEUE_PRICES_FILE cannot be read: " + priceOverrides, e);
    }
  }

  private static @Nullable Path path(Map<String, String> environment, String name) {
    String path = text(environment, name, "");
    return path.isEmpty() ? null : Path.of(path);
  }

  private static @Nullable PromptKeyName promptKey(Map<String, String> environment) {
    String secret = text(environment, "TRACEQUEUE_PROMPT_KEY_SECRET", "");
    String parameter = text(environment, "TRACEQUEUE_PROMPT_KEY_PARAMETER", "");
    if (!secret.isEmpty() && !parameter.isEmpty()) {
      throw new IllegalArgumentException(
          "TRACEQUEUE_PROMPT_KEY_SECRET and TRACEQUEUE_PROMPT_KEY_PARAMETER must not both be set");
    }
    if (!secret.isEmpty()) {
      return new PromptKeyName(KeyStore.SECRETS_MANAGER, secret);
    }
    return parameter.isEmpty() ? null : new PromptKeyName(KeyStore.PARAMETER_STORE, parameter);
  }

  private static Set<String> list(Map<String, String> environment, String name) {
    return Arrays.stream(text(environment, name, "").split(",", -1))
        .map(String::strip)
        .filter(entry -> !entry.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static MetricDetail detail(String value) {
    return switch (value.strip()) {
      case "basic" -> MetricDetail.BASIC;
      case "full" -> MetricDetail.FULL;
      default ->
          throw new IllegalArgumentException(
              "TRACEQUEUE_METRICS_DETAIL must be basic or full, not " + value);
    };
  }

  private static Sampling sampling(Map<String, String> environment) {
    Map<String, Double> rateOfAgent = new HashMap<>();
    String rates = "TRACEQUEUE_SAMPLE_RATES";
    for (String entry : text(environment, rates, "").split(",", -1)) {
      String[] agentAndRate = entry.strip().split("=", -1);
      if (agentAndRate.length == 2) {
        rateOfAgent.put(agentAndRate[0].strip(), rate(rates, agentAndRate[1]));
      } else if (!entry.isBlank()) {
        throw new IllegalArgumentException(rates + " must be agent=rate,..., not " + entry);
      }
    }
    return new Sampling(
        rate("TRACEQUEUE_SAMPLE_RATE", text(environment, "TRACEQUEUE_SAMPLE_RATE", "1")),
        rateOfAgent,
        number(environment, "TRACEQUEUE_SAMPLE_SLOW_MS", 10_000, 0, 86_400_000),
        decimal(
            "TRACEQUEUE_SAMPLE_COSTLY_USD",
            text(environment, "TRACEQUEUE_SAMPLE_COSTLY_USD", "0.10")));
  }

  private static double rate(String name, String value) {
    double rate = decimal(name, value).doubleValue();
    if (rate <= 0 || rate > 1) {
      throw new IllegalArgumentException(name + " must be above 0 and at most 1, not " + value);
    }
    return rate;
  }

  private static BigDecimal decimal(String name, String value) {
    try {
      return new BigDecimal(value.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " must be a number, not " + value, e);
    }
  }

  private static String required(Map<String, String> environment, String name) {
    String value = environment.get(name);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(name + " is not set");
    }
    return value;
  }

  private static String text(Map<String, String> environment, String name, String absent) {
    String value = textOrNull(environment, name);
    return value == null ? absent : value;
  }

  private static @Nullable String textOrNull(Map<String, String> environment, String name) {
    @Nullable String value = environment.get(name);
    return value == null || value.isBlank() ? null : value;
  }

  private static int number(
      Map<String, String> environment, String name, int absent, int min, int max) {
    String value = text(environment, name, Integer.toString(absent));
    try {
      int number = Integer.parseInt(value.strip());
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Reported below, with the limits.
    }
    throw new IllegalArgumentException(
        name + " must be a whole number of " + min + " to " + max + ", not " + value);
  }
}
