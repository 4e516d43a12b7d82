// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tracequeue.infra.AgentAlarmSettings;
import io.github.tracequeue.infra.app.InvalidConfigurationException.Problem;
import io.github.tracequeue.watch.limit.InvalidLimitsException;
import io.github.tracequeue.watch.limit.LimitSettings;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The limits in a configuration. The watch function gets them unchanged. */
final class AgentLimits {
  private static final int MINIMUM_CALLS = 20;

  private final ObjectNode file;

  private AgentLimits(ObjectNode file) {
    this.file = file;
  }

  static AgentLimits of(@Nullable JsonNode limits, @Nullable JsonNode agents) {
    ObjectNode file = JsonNodeFactory.instance.objectNode();
    if (limits != null) {
      file.set("limits", limits);
    }
    if (agents != null && !agents.isEmpty()) {
      file.set("agents", agents);
    }
    return new AgentLimits(file);
  }

  /** Finds the problems that the watch function would report. */
  List<Problem> problems() {
    try {
      LimitSettings.parse(file.toString());
      return List.of();
    } catch (InvalidLimitsException e) {
      String[] parts = String.valueOf(e.getMessage()).split(": ", 2);
      return List.of(
          new Problem(
              "/" + parts[0].replace(".", "/").replace("[", "/").replace("]", ""),
              parts.length < 2 ? "is not valid" : parts[1],
              "docs/operations.md describes each limit."));
    }
  }

  /** The part of the file for the watch function; null if only built-in limits apply. */
  @Nullable String json() {
    return file.isEmpty() ? null : file.toString();
  }

  /** The agents with a daily budget. */
  List<String> budgetAgents() {
    return List.copyOf(LimitSettings.parse(file.toString()).budgets().keySet());
  }

  /** CloudWatch alarms for the fixed limits of the listed agents. */
  List<AgentAlarmSettings> alarms() {
    List<AgentAlarmSettings> alarms = new ArrayList<>();
    for (JsonNode agent : file.path("agents")) {
      BigDecimal millis = number(agent, "slow", "p95_ms");
      BigDecimal minimumCalls = number(agent, "failing", "minimum_calls");
      AgentAlarmSettings settings =
          new AgentAlarmSettings(
              agent.path("slug").asText(),
              millis == null ? null : Duration.ofMillis(millis.longValueExact()),
              number(agent, "failing", "percent"),
              minimumCalls == null ? MINIMUM_CALLS : minimumCalls.intValueExact(),
              number(agent, "spend", "hour_usd"),
              number(agent, "spend", "day_usd"));
      if (settings.hasAlarms()) {
        alarms.add(settings);
      }
    }
    return alarms;
  }

  /** The agent's own value, or else that of {@code any_agent}. A null disables the limit. */
  private @Nullable BigDecimal number(JsonNode agent, String limit, String name) {
    for (JsonNode limits : List.of(agent, file.path("limits").path("any_agent"))) {
      if (limits.path(limit).isNull() || limits.path(limit).path(name).isNull()) {
        return null;
      }
      if (limits.path(limit).has(name)) {
        return limits.path(limit).get(name).decimalValue();
      }
    }
    return null;
  }
}
