// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.metrics;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * By what the calls are told apart in metrics, and how many values that may cost in one process.
 * Safe for any number of threads.
 */
public final class MetricDimensions {

  private final CappedDimension agents;
  private final @Nullable CappedDimension models;

  private MetricDimensions(CappedDimension agents, @Nullable CappedDimension models) {
    this.agents = agents;
    this.models = models;
  }

  /**
   * Dimensions {@code Agent}, and {@code Agent} with {@code Model}.
   *
   * @param listedAgents agents that have a value before all others
   * @param maxAgents how many agents have a value of their own
   * @param maxModels how many models have a value of their own; 0 for metrics without models
   */
  public static MetricDimensions of(Set<String> listedAgents, int maxAgents, int maxModels) {
    return new MetricDimensions(
        CappedDimension.of(listedAgents, maxAgents),
        maxModels == 0 ? null : CappedDimension.of(Set.of(), maxModels));
  }

  CappedDimension agents() {
    return agents;
  }

  @Nullable CappedDimension models() {
    return models;
  }
}
