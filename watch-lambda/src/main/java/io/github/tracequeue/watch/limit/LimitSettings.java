// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch.limit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The limits of all agents. {@code limits.any_agent} overrides the built-in limits, and an entry in
 * {@code agents} overrides both. Other keys of the file are ignored.
 */
public final class LimitSettings {

  private static final String DEFAULTS = "default-limits.json";
  private static final String ANY_AGENT = "any_agent";
  private static final String ALL_AGENTS = "all_agents";

  /** Objects that are merged key by key; others are replaced. */
  private static final Set<String> MERGED = Set.of("failing", "slow", "spend");

  private static final Set<String> KEYS =
      Set.of("failing", "slow", "runs", "spend", "prompt_changed", "unpriced");

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Map<String, AgentLimits> agents;
  private final List<Limit> ofAnyAgent;
  private final Map<String, List<Limit>> ofAgents = new HashMap<>();
  private final List<Limit> ofAllAgents;

  private LimitSettings(
      AgentLimits anyAgent, Map<String, AgentLimits> agents, AllAgents allAgents) {
    this.agents = agents;
    ofAnyAgent = List.copyOf(anyAgent.limits());
    agents.forEach((slug, own) -> ofAgents.put(slug, List.copyOf(own.limits())));
    ofAllAgents = List.copyOf(allAgents.limits());
  }

  /** Limits for all agents together, as in the settings. */
  private record AllAgents(AgentLimits.@Nullable Spend spend, @Nullable Boolean drops) {

    List<Limit> limits() {
      List<Limit> limits = new ArrayList<>();
      if (spend != null) {
        limits.addAll(spend.limits());
      }
      if (!Boolean.FALSE.equals(drops)) {
        limits.add(new DropsLimit());
      }
      return limits;
    }
  }

  /** The built-in limits. */
  public static LimitSettings defaults() {
    return of(MAPPER.createObjectNode());
  }

  /**
   * Reads the limits from a file such as tracequeue.json.
   *
   * @throws InvalidLimitsException if the file is invalid
   */
  public static LimitSettings parse(String json) {
    try {
      return of(MAPPER.readTree(json));
    } catch (JsonProcessingException e) {
      throw new InvalidLimitsException("limits", "not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static LimitSettings of(JsonNode root) {
    JsonNode limits = root.path("limits");
    limits
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!name.equals(ANY_AGENT) && !name.equals(ALL_AGENTS)) {
                throw new InvalidLimitsException("limits", "unknown key " + name, null);
              }
            });
    JsonNode any = merged(builtIn(), limits.path(ANY_AGENT), null);
    Map<String, AgentLimits> agents = new LinkedHashMap<>();
    int index = 0;
    for (JsonNode agent : root.path("agents")) {
      String path = "agents[" + index++ + "]";
      String slug = agent.path("slug").asText();
      if (slug.isEmpty()) {
        throw new InvalidLimitsException(path, "slug is missing", null);
      }
      agents.put(slug, read(merged(any, agent, KEYS), AgentLimits.class, path));
    }
    return new LimitSettings(
        read(any, AgentLimits.class, "limits." + ANY_AGENT),
        agents,
        limits.has(ALL_AGENTS)
            ? read(limits.get(ALL_AGENTS), AllAgents.class, "limits." + ALL_AGENTS)
            : new AllAgents(null, true));
  }

  /** An agent's limits. */
  public List<Limit> of(String agentSlug) {
    return ofAgents.getOrDefault(agentSlug, ofAnyAgent);
  }

  /** The limits for all agents together. */
  public List<Limit> ofAllAgents() {
    return ofAllAgents;
  }

  /** The agents with their own entry. */
  public Set<String> listedAgents() {
    return agents.keySet();
  }

  /**
   * The daily budgets in US dollars, of the agents with an entry that sets {@code spend.day_usd}.
   */
  public Map<String, BigDecimal> budgets() {
    Map<String, BigDecimal> budgets = new LinkedHashMap<>();
    agents.forEach(
        (slug, limits) -> {
          if (limits.spend() != null && limits.spend().dayUsd() != null) {
            budgets.put(slug, limits.spend().dayUsd());
          }
        });
    return budgets;
  }

  /**
   * Copies the keys of {@code over} into {@code before}; if {@code keys} is not null, only those.
   */
  private static ObjectNode merged(JsonNode before, JsonNode over, @Nullable Set<String> keys) {
    ObjectNode merged = before.deepCopy();
    over.properties()
        .forEach(
            entry -> {
              String key = entry.getKey();
              if (keys != null && !keys.contains(key)) {
                return;
              }
              JsonNode value = entry.getValue();
              if (MERGED.contains(key) && merged.path(key).isObject() && value.isObject()) {
                ((ObjectNode) merged.get(key)).setAll((ObjectNode) value);
              } else {
                merged.set(key, value);
              }
            });
    return merged;
  }

  private static <T> T read(JsonNode node, Class<T> type, String path) {
    try {
      return MAPPER.treeToValue(node, type);
    } catch (JsonMappingException e) {
      StringBuilder where = new StringBuilder(path);
      e.getPath().forEach(reference -> where.append('.').append(reference.getFieldName()));
      throw new InvalidLimitsException(where.toString(), e.getOriginalMessage(), e);
    } catch (JsonProcessingException e) {
      throw new InvalidLimitsException(path, e.getOriginalMessage(), e);
    }
  }

  private static JsonNode builtIn() {
    try (InputStream in = LimitSettings.class.getResourceAsStream(DEFAULTS)) {
      if (in == null) {
        throw new IllegalStateException("missing from the jar: " + DEFAULTS);
      }
      return MAPPER.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
