// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.infra.app.InvalidConfigurationException.Problem;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The environment of a function in a template, measured as Lambda does: as JSON, in bytes. */
final class FunctionVariables {
  /** Lambda's limit, which no account can have raised. */
  static final int MOST_BYTES = 4096;

  /** For a name or address that only CloudFormation knows. */
  private static final int REFERENCE_BYTES = 140;

  /** Quotes, colon and comma. */
  private static final int PUNCTUATION_BYTES = 6;

  private FunctionVariables() {}

  /** Names the setting that takes most, where all together are too long. */
  static List<Problem> problems(JsonNode variables) {
    long bytes = variables.properties().stream().mapToLong(FunctionVariables::bytes).sum();
    if (bytes <= MOST_BYTES) {
      return List.of();
    }
    Map.Entry<String, JsonNode> longest =
        variables.properties().stream()
            .max(Comparator.comparingLong(FunctionVariables::bytes))
            .orElseThrow();
    return List.of(
        new Problem(
            setting(longest.getKey()),
            "takes %d of %d bytes that the function's variables have, of %d that Lambda allows"
                .formatted(bytes(longest), bytes, MOST_BYTES),
            "Name fewer agents there."));
  }

  private static String setting(String variable) {
    return switch (variable) {
      case "TRACEQUEUE_SAMPLE_RATES" -> "/sampling/agents";
      case "TRACEQUEUE_PROMPT_CHANGE_AGENTS" -> "/agents/*/prompt_changed";
      default -> variable;
    };
  }

  private static long bytes(Map.Entry<String, JsonNode> variable) {
    JsonNode value = variable.getValue();
    int known = value.isTextual() ? value.asText().getBytes(UTF_8).length : REFERENCE_BYTES;
    return (long) variable.getKey().length() + known + PUNCTUATION_BYTES;
  }
}
