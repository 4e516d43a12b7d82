// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tracequeue.infra.NotifySettings;
import io.github.tracequeue.infra.TracePipelineProps;
import io.github.tracequeue.infra.app.InvalidConfigurationException.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads tracequeue.json. For an invalid file it reports all problems, each with path and fix. */
final class ConfigurationFile {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private ConfigurationFile() {}

  /** Reads a file; throws {@link InvalidConfigurationException} if it is invalid. */
  static StackConfiguration read(Path file) {
    String name = file.getFileName().toString();
    try {
      return parse(name, Files.readString(file), file.toAbsolutePath().resolveSibling(""));
    } catch (IOException e) {
      throw new InvalidConfigurationException(
          name,
          List.of(
              new Problem(
                  "",
                  "cannot be read: " + file.toAbsolutePath(),
                  "Create it, or name another with -c config=FILE.")));
    }
  }

  /** Reads a text. Paths in it are relative to {@code directory}. */
  static StackConfiguration parse(String name, String text, Path directory) {
    try {
      JsonNode tree = MAPPER.readTree(text);
      List<Problem> problems = new ArrayList<>(ConfigurationSchema.load().validate(tree));
      if (problems.isEmpty()) {
        problems.addAll(contradictions(tree));
        problems.addAll(ConfiguredPrices.problems(directory, tree));
      }
      if (!problems.isEmpty()) {
        throw new InvalidConfigurationException(name, problems);
      }
      return MAPPER.treeToValue(resolved(tree, directory), StackConfiguration.class);
    } catch (JsonProcessingException e) {
      throw new InvalidConfigurationException(
          name, List.of(new Problem("", "is not JSON: " + e.getMessage(), "Correct the syntax.")));
    }
  }

  /** Checks that the schema cannot express. */
  private static List<Problem> contradictions(JsonNode tree) {
    List<Problem> problems = new ArrayList<>();
    problems.addAll(batchProblems(tree.path("consumer")));
    problems.addAll(regionProblems(tree));
    problems.addAll(agentProblems(tree));
    problems.addAll(topicProblems(tree.path("notify")));
    problems.addAll(AgentLimits.of(tree.get("limits"), tree.path("agents")).problems());
    return problems;
  }

  private static List<Problem> batchProblems(JsonNode consumer) {
    return consumer.path("batch_size").asInt(0) > 10
            && consumer.path("batch_window_seconds").asInt(1) == 0
        ? List.of(
            new Problem(
                "/consumer/batch_window_seconds",
                "is 0 with a batch_size over 10",
                "Lambda needs a window of at least 1 s for such batches."))
        : List.of();
  }

  private static List<Problem> regionProblems(JsonNode tree) {
    if (tree.has("region")) {
      return List.of();
    }
    List<Problem> problems = new ArrayList<>();
    if (tree.has("account")) {
      problems.add(new Problem("/region", "is missing", "An account is given, so write both."));
    }
    if (tree.path("security").path("customer_managed_key").asBoolean()
        && !tree.path("table").has("existing")) {
      problems.add(
          new Problem(
              "/region",
              "is missing",
              "A table that your own key encrypts is created in one known region."));
    }
    return problems;
  }

  private static List<Problem> agentProblems(JsonNode tree) {
    List<Problem> problems = new ArrayList<>();
    Set<String> slugs = new HashSet<>();
    JsonNode agents = tree.path("agents");
    for (int i = 0; i < agents.size(); i++) {
      if (!slugs.add(agents.get(i).path("slug").asText())) {
        problems.add(
            new Problem(
                "/agents/" + i + "/slug", "is listed twice", "Keep one entry for each agent."));
      }
    }
    if (tree.has("cloudwatch_alarms")
        && agents.size() > TracePipelineProps.MOST_AGENTS_WITH_ALARMS) {
      problems.add(
          new Problem(
              "/cloudwatch_alarms",
              "is per_agent with " + agents.size() + " agents",
              String.format(
                  Locale.ROOT,
                  "At most %d agents have alarms of their own in one stack; their limits need none.",
                  TracePipelineProps.MOST_AGENTS_WITH_ALARMS)));
    }
    return problems;
  }

  private static List<Problem> topicProblems(JsonNode notify) {
    List<Problem> problems = new ArrayList<>();
    for (String severity : List.of("page", "notify")) {
      JsonNode targets = notify.path(severity);
      if (targets.path("topics").size() + targets.path("chat_topics").size()
          > NotifySettings.Targets.MOST_TOPICS) {
        problems.add(
            new Problem(
                "/notify/" + severity,
                "names more than " + NotifySettings.Targets.MOST_TOPICS + " existing topics",
                "An alarm has at most five actions: list up to "
                    + NotifySettings.Targets.MOST_TOPICS
                    + " topics."));
      }
    }
    return problems;
  }

  /** Removes the schema's path, and resolves the price list's path. */
  private static JsonNode resolved(JsonNode tree, Path directory) {
    ObjectNode result = tree.deepCopy();
    result.remove("$schema");
    ConfiguredPrices.file(directory, tree)
        .ifPresent(file -> result.put(ConfiguredPrices.KEY, file.toString()));
    return result;
  }
}
