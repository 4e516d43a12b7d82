// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.adapter.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.client.TraceEvent;
import io.github.tracequeue.testing.CallCost;
import io.github.tracequeue.testkit.contract.ContractSamples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * One of the contract's usage vectors.
 *
 * @param name unique
 * @param provider OpenTelemetry's name
 * @param api the provider's interface
 * @param model the model
 * @param at when the call was made
 * @param raw the provider's JSON: a response, or its usage
 * @param mapped the contract's fields
 * @param usd the cost; null if there is none
 */
public record UsageVector(
    String name,
    String provider,
    String api,
    String model,
    Instant at,
    JsonNode raw,
    JsonNode mapped,
    @Nullable String usd) {

  private static final Path FOLDER = ContractSamples.directory().resolve("usage");

  /** Fields that do not affect the cost. */
  private static final Set<String> FREE = Set.of("reasoning_tokens");

  private static final Set<String> WRAPPERS =
      Set.of("usage", "usageMetadata", "metadata", "message", "response");

  /** The vectors of a file that can be read without knowledge that only the sender has. */
  public static Stream<UsageVector> of(String file) {
    try {
      JsonNode all = ExactJson.read(Files.readString(FOLDER.resolve(file + ".json")));
      return StreamSupport.stream(all.spliterator(), false)
          .filter(vector -> !vector.get("mapped").isNull() && !vector.has("call"))
          .map(UsageVector::read);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static UsageVector read(JsonNode vector) {
    JsonNode cost = vector.get("cost");
    return new UsageVector(
        vector.get("name").asText(),
        vector.get("provider").asText(),
        vector.get("api").asText(),
        vector.get("model").asText(),
        Instant.parse(vector.get("at").asText()),
        vector.get("raw"),
        vector.get("mapped"),
        cost.isNull() ? null : cost.get("usd").asText());
  }

  /** The usage object alone. */
  public JsonNode usage() {
    return usage(raw);
  }

  private static JsonNode usage(JsonNode node) {
    for (String wrapper : WRAPPERS) {
      if (node.path(wrapper).isObject()) {
        return usage(node.get(wrapper));
      }
    }
    return node;
  }

  /** Whether the vector is only the usage, so that a response must be created for it. */
  public boolean isUsageOnly() {
    return usage().equals(raw);
  }

  /** Checks that an event has the same counts and costs the same, to the last digit. */
  public void assertMatches(TraceEvent event) {
    assertMatchesExcept(event, Set.of());
  }

  /**
   * Like {@link #assertMatches}, without the fields that a framework does not hand on. The cost is
   * compared if none of them affects it.
   */
  public void assertMatchesExcept(TraceEvent event, Set<String> missing) {
    Map<String, JsonNode> expected = new LinkedHashMap<>();
    mapped.properties().forEach(field -> expected.put(field.getKey(), field.getValue()));
    expected.keySet().removeAll(missing);
    Map<String, JsonNode> actual = new LinkedHashMap<>(fields(event));
    actual.keySet().removeAll(missing);
    assertThat(actual).as(name).containsExactlyInAnyOrderEntriesOf(expected);
    if (missing.stream().noneMatch(field -> mapped.has(field) && !FREE.contains(field))) {
      assertCosts(event);
    }
  }

  /** Checks that an event costs the same, regardless of its counts. */
  public void assertCosts(TraceEvent event) {
    String cost = usd;
    if (cost != null) {
      assertThat(CallCost.of(event, at).usd())
          .as("cost of %s: %s", name, CallCost.of(event, at))
          .isNotNull()
          .isEqualByComparingTo(new BigDecimal(cost));
    }
  }

  private static Map<String, JsonNode> fields(TraceEvent event) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("input_tokens", event.inputTokens());
    fields.put("output_tokens", event.outputTokens());
    fields.put("cache_read_tokens", event.cacheReadTokens());
    fields.put("cache_write_5m_tokens", event.cacheWrite5mTokens());
    fields.put("cache_write_1h_tokens", event.cacheWrite1hTokens());
    fields.put("reasoning_tokens", event.reasoningTokens());
    fields.put("input_audio_tokens", event.inputAudioTokens());
    fields.put("output_audio_tokens", event.outputAudioTokens());
    fields.put("cache_read_audio_tokens", event.cacheReadAudioTokens());
    fields.put(
        "usage_convention",
        event.usageConvention() == null ? null : event.usageConvention().label());
    fields.put("tool_requests", event.toolRequests().isEmpty() ? null : event.toolRequests());
    fields.put("service_tier", event.serviceTier());
    fields.put("inference_geo", event.inferenceGeo());
    fields.put("batch", event.isBatch() ? true : null);
    fields.put("cost_usd", event.costUsd());
    fields.values().removeIf(value -> value == null);
    Map<String, JsonNode> nodes = new LinkedHashMap<>();
    fields.forEach((name, value) -> nodes.put(name, ExactJson.tree(value)));
    return nodes;
  }

  @Override
  public String toString() {
    return name;
  }
}
