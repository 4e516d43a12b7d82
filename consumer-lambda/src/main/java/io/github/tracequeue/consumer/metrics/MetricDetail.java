// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.metrics;

/** How many metrics a call makes. CloudWatch charges each one by the hours in which it has data. */
public enum MetricDetail {
  /** Latency and cost of the agent; its failed calls where there are any. */
  BASIC,
  /** Also its tokens, its failed calls as zero, and the calls of all agents together. */
  FULL
}
