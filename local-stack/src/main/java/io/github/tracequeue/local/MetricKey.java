// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.TreeMap;

/**
 * Identifies a metric.
 *
 * @param namespace for example {@code Tracequeue}
 * @param name for example {@code InputTokenCount}
 * @param dimensions the values by dimension name; each set is a separate metric
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
