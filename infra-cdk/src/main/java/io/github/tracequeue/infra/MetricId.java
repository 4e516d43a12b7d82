// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** A CloudWatch metric; dimension values may be CDK tokens. */
record MetricId(String namespace, String name, Map<String, String> dimensions) {

  /** Sorts the dimensions, so that a template does not change with the order of a map. */
  MetricId {
    dimensions = Collections.unmodifiableMap(new TreeMap<>(dimensions));
  }

  Signal.Statistic sum(int periodSeconds) {
    return new Signal.Statistic(this, "Sum", periodSeconds);
  }

  Signal.Statistic maximum(int periodSeconds) {
    return new Signal.Statistic(this, "Maximum", periodSeconds);
  }

  Signal.Statistic sampleCount(int periodSeconds) {
    return new Signal.Statistic(this, "SampleCount", periodSeconds);
  }

  Signal.Statistic percentile(int percent, int periodSeconds) {
    return new Signal.Statistic(this, "p" + percent, periodSeconds);
  }
}
