// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which agents have metrics of their own, as the consumer is told: those with alarms by name,
 * however many others come first; of the others as many as the limit allows.
 */
final class MetricAgents {
  /** Lambda's limit on all variables of a function together, as JSON. */
  private static final int MOST_BYTES = 4096;

  /** For the names that only CloudFormation knows: of the table and of a queue. */
  private static final int RESERVED_BYTES = 512;

  private static final int UNLISTED = 100;

  /** The most that the consumer takes. */
  private static final int WITHOUT_LIMIT = 10_000;

  private final List<AgentSettings> agents;

  private MetricAgents(List<AgentSettings> agents) {
    this.agents = agents;
  }

  static MetricAgents of(List<AgentSettings> agents) {
    return new MetricAgents(agents);
  }

  /** The consumer's variables. */
  Map<String, String> environment(Map<String, String> others) {
    Map<String, String> environment = new TreeMap<>();
    boolean listed = areListed(others);
    if (listed && !names().isEmpty()) {
      environment.put("TRACEQUEUE_METRICS_AGENTS", names());
    }
    int limit = listed ? Math.max(UNLISTED, 2 * agents.size()) : WITHOUT_LIMIT;
    environment.put("TRACEQUEUE_METRICS_MAX_AGENTS", Integer.toString(limit));
    return environment;
  }

  /** Whether the names fit in beside the other variables; else nobody's metrics are limited. */
  boolean areListed(Map<String, String> others) {
    return bytes(others) + names().getBytes(UTF_8).length <= MOST_BYTES - RESERVED_BYTES;
  }

  /** Those with alarms; the consumer knows those with watched prompts already. */
  private String names() {
    return agents.stream()
        .filter(agent -> !agent.promptChanged() && !AgentAlarms.of(agent).isEmpty())
        .map(AgentSettings::slug)
        .collect(Collectors.joining(","));
  }

  private static int bytes(Map<String, String> variables) {
    return variables.entrySet().stream()
        .mapToInt(each -> (each.getKey() + "\"\":\"\"," + each.getValue()).getBytes(UTF_8).length)
        .sum();
  }
}
