// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import java.util.Map;
import java.util.TreeMap;

/**
 * Which metrics the consumer sends. CloudWatch charges each one by the hours in which it has data.
 *
 * @param detail how many metrics a call makes
 * @param maxAgents how many agents have metrics of their own; the others share one name
 */
public record MetricSettings(Detail detail, int maxAgents) {

  /** Checks the consumer's range. */
  public MetricSettings {
    Checks.range("maxAgents", maxAgents, 0, 10_000);
  }

  /** How many metrics a call makes. */
  public enum Detail {
    /** Latency and cost of each agent, and failed calls where there are any. */
    BASIC,
    /** Also tokens of each agent, failed calls as zero, and the same over all agents. */
    FULL
  }

  /** Two metrics of each of up to 100 agents. */
  public static MetricSettings defaults() {
    return new MetricSettings(Detail.BASIC, 100);
  }

  /** The consumer's variables. */
  Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>();
    environment.put("TRACEQUEUE_METRICS_DETAIL", detail == Detail.FULL ? "full" : "basic");
    environment.put("TRACEQUEUE_METRICS_MAX_AGENTS", Integer.toString(maxAgents));
    return environment;
  }
}
