// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra.app;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.infra.FunctionEnvironment;
import io.github.tracequeue.infra.app.InvalidConfigurationException.Problem;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The environment variables of a function in a template. */
final class FunctionVariables {
  /** The assumed size of a value that only CloudFormation knows. */
  private static final int REFERENCE_BYTES = 140;

  private FunctionVariables() {}

  /** Reports the setting that takes the most space, if the variables are too large. */
  static List<Problem> problems(JsonNode variables) {
    int bytes = variables.properties().stream().mapToInt(FunctionVariables::bytes).sum();
    if (bytes <= FunctionEnvironment.MOST_BYTES) {
      return List.of();
    }
    Map.Entry<String, JsonNode> longest =
        variables.properties().stream()
            .max(Comparator.comparingInt(FunctionVariables::bytes))
            .orElseThrow();
    return List.of(
        new Problem(
            setting(longest.getKey()),
            String.format(
                Locale.ROOT,
                "takes %d of %d bytes of the function's variables; Lambda allows %d",
                bytes(longest),
                bytes,
                FunctionEnvironment.MOST_BYTES),
            "Name fewer agents there."));
  }

  private static String setting(String variable) {
    return switch (variable) {
      case "TRACEQUEUE_SAMPLE_RATES" -> "/sampling/agents";
      case "TRACEQUEUE_BUDGET_AGENTS" -> "/agents/*/spend/day_usd";
      case "TRACEQUEUE_METRICS_AGENTS" -> "/cloudwatch_alarms";
      default -> variable;
    };
  }

  private static int bytes(Map.Entry<String, JsonNode> variable) {
    JsonNode value = variable.getValue();
    return value.isTextual()
        ? FunctionEnvironment.bytes(variable.getKey(), value.asText())
        : FunctionEnvironment.bytes(variable.getKey(), "") + REFERENCE_BYTES;
  }
}
