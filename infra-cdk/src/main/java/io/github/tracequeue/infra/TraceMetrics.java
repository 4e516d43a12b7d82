// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import java.util.Map;

/** The consumer's own metrics, by the names it gives them. */
final class TraceMetrics {
  static final String NAMESPACE = "Tracequeue";
  static final String AGENT = "Agent";
  static final String LATENCY = "InvocationLatency";
  static final String COST = "EstimatedCost";
  static final String ERRORS = "InvocationErrors";
  static final String OUTPUT_TOKENS = "OutputTokenCount";
  static final String PROMPT_CHANGES = "PromptChanges";
  static final String STORED = "EventsStored";
  static final String QUARANTINED = "EventsQuarantined";
  static final String UNPRICED = "EventsUnpriced";
  static final String DROPPED = "ProducerDropped";
  static final String CONFLICTS = "EventsConflict";

  private TraceMetrics() {}

  /** Over all agents. */
  static MetricId of(String name) {
    return new MetricId(NAMESPACE, name, Map.of());
  }

  /** Of one agent. */
  static MetricId of(String name, String agent) {
    return new MetricId(NAMESPACE, name, Map.of(AGENT, agent));
  }
}
