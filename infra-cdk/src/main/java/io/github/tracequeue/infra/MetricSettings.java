// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import java.util.Map;
import java.util.TreeMap;

/**
 * The metrics that the consumer sends. CloudWatch charges each metric for the hours with data.
 *
 * @param detail the level of detail
 * @param maxAgents the number of agents with their own metrics; all others share one dimension
 *     value
 */
public record MetricSettings(Detail detail, int maxAgents) {

  /** Checks the range that the consumer allows. */
  public MetricSettings {
    Checks.range("maxAgents", maxAgents, 0, 10_000);
  }

  /** The level of detail. */
  public enum Detail {
    /** Latency and cost of each agent, and failed calls if there are any. */
    BASIC,
    /** Adds the tokens of each agent, failed calls with value zero, and totals over all agents. */
    FULL
  }

  /** The defaults: basic metrics of up to 100 agents. */
  public static MetricSettings defaults() {
    return new MetricSettings(Detail.BASIC, 100);
  }

  /** The environment variables of the consumer. */
  Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>();
    environment.put("TRACEQUEUE_METRICS_DETAIL", detail == Detail.FULL ? "full" : "basic");
    environment.put("TRACEQUEUE_METRICS_MAX_AGENTS", Integer.toString(maxAgents));
    return environment;
  }
}
