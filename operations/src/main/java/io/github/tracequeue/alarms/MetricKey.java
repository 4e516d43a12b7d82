// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.alarms;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A CloudWatch metric: each set of dimensions is a metric of its own.
 *
 * @param namespace such as {@code Tracequeue}
 * @param name such as {@code InvocationLatency}
 * @param dimensions by name
 */
public record MetricKey(String namespace, String name, Map<String, String> dimensions) {

  /** Copies the dimensions, sorted. */
  public MetricKey {
    requireNonNull(namespace, "namespace");
    requireNonNull(name, "name");
    dimensions = Collections.unmodifiableMap(new TreeMap<>(dimensions));
  }

  @Override
  public String toString() {
    return dimensions.isEmpty()
        ? namespace + "/" + name
        : namespace + "/" + name + dimensions.toString().replace('=', ':');
  }
}
