// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.metrics;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The dimensions of call metrics, and the limits of their values in one process. Thread-safe. */
public final class MetricDimensions {

  private final MetricDetail detail;
  private final CappedDimension agents;
  private final @Nullable CappedDimension models;

  private MetricDimensions(
      MetricDetail detail, CappedDimension agents, @Nullable CappedDimension models) {
    this.detail = detail;
    this.agents = agents;
    this.models = models;
  }

  /**
   * Dimensions {@code Agent}, and {@code Agent} with {@code Model}.
   *
   * @param detail how many metrics a call makes
   * @param listedAgents agents that always have a value
   * @param maxAgents the maximum number of agents with their own value
   * @param maxModels the maximum number of models with their own value; 0 for metrics without
   *     models
   */
  public static MetricDimensions of(
      MetricDetail detail, Set<String> listedAgents, int maxAgents, int maxModels) {
    return new MetricDimensions(
        detail,
        CappedDimension.of(listedAgents, maxAgents),
        maxModels == 0 ? null : CappedDimension.of(Set.of(), maxModels));
  }

  boolean isFull() {
    return detail == MetricDetail.FULL;
  }

  CappedDimension agents() {
    return agents;
  }

  @Nullable CappedDimension models() {
    return models;
  }
}
