// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.TreeMap;

/**
 * What names one metric.
 *
 * @param namespace such as {@code Tracequeue}
 * @param name such as {@code InputTokenCount}
 * @param dimensions dimension names to values; another set is another metric
 */
public record MetricKey(String namespace, String name, Map<String, String> dimensions) {

  /** Copies the dimensions. */
  public MetricKey {
    requireNonNull(namespace, "namespace");
    requireNonNull(name, "name");
    dimensions = Map.copyOf(dimensions);
  }

  @Override
  public String toString() {
    return namespace + "/" + name + new TreeMap<>(dimensions);
  }
}
