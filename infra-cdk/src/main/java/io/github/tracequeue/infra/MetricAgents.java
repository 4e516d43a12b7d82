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
  /** For the names that only CloudFormation knows: of the table and of a queue. */
  private static final int RESERVED_BYTES = 512;

  private static final int UNLISTED = 100;

  /** The most that the consumer takes. */
  private static final int WITHOUT_LIMIT = 10_000;

  private final String names;
  private final boolean listed;
  private final int limit;

  private MetricAgents(String names, boolean listed, int limit) {
    this.names = names;
    this.listed = listed;
    this.limit = limit;
  }

  /** What to tell of the agents beside the consumer's other variables. */
  static MetricAgents of(List<AgentSettings> agents, Map<String, String> others) {
    // The consumer knows those with watched prompts already.
    String names =
        agents.stream()
            .filter(agent -> !agent.promptChanged() && !AgentAlarms.of(agent).isEmpty())
            .map(AgentSettings::slug)
            .collect(Collectors.joining(","));
    int used =
        others.entrySet().stream()
            .mapToInt(each -> FunctionEnvironment.bytes(each.getKey(), each.getValue()))
            .sum();
    int free = FunctionEnvironment.MOST_BYTES - RESERVED_BYTES - used;
    boolean listed = names.getBytes(UTF_8).length <= free;
    return new MetricAgents(
        names, listed, listed ? Math.max(UNLISTED, 2 * agents.size()) : WITHOUT_LIMIT);
  }

  /** Whether the names fit in beside the other variables; else nobody's metrics are limited. */
  boolean areListed() {
    return listed;
  }

  /** The consumer's variables. */
  Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>();
    if (listed && !names.isEmpty()) {
      environment.put("TRACEQUEUE_METRICS_AGENTS", names);
    }
    environment.put("TRACEQUEUE_METRICS_MAX_AGENTS", Integer.toString(limit));
    return environment;
  }
}
