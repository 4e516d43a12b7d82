// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.local;

import io.github.tracequeue.local.MetricStore;
import java.util.Set;

/**
 * The totals that the consumer has reported to CloudWatch.
 *
 * @param stored events stored for the first time
 * @param duplicate deliveries of events that were already stored
 * @param quarantined events that were rejected
 * @param sampledOut events that were counted but not stored
 * @param inputTokens over all agents
 * @param outputTokens over all agents
 */
record MetricTotals(
    long stored,
    long duplicate,
    long quarantined,
    long sampledOut,
    long inputTokens,
    long outputTokens) {
  private static final Set<String> PIPELINE = Set.of();
  private static final Set<String> BY_AGENT = Set.of("Agent");

  static MetricTotals of(MetricStore metrics, String namespace) {
    return new MetricTotals(
        metrics.sum(namespace, "EventsStored", PIPELINE).longValueExact(),
        metrics.sum(namespace, "EventsDuplicate", PIPELINE).longValueExact(),
        metrics.sum(namespace, "EventsQuarantined", PIPELINE).longValueExact(),
        metrics.sum(namespace, "EventsSampledOut", PIPELINE).longValueExact(),
        metrics.sum(namespace, "InputTokenCount", BY_AGENT).longValueExact(),
        metrics.sum(namespace, "OutputTokenCount", BY_AGENT).longValueExact());
  }

  /** The difference from {@code before}. */
  MetricTotals since(MetricTotals before) {
    return new MetricTotals(
        stored - before.stored,
        duplicate - before.duplicate,
        quarantined - before.quarantined,
        sampledOut - before.sampledOut,
        inputTokens - before.inputTokens,
        outputTokens - before.outputTokens);
  }
}
