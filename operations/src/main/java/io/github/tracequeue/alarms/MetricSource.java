// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.alarms;

import java.util.Set;

/** Where the values of metrics come from: a recording, or a running local stack. */
public interface MetricSource {

  /**
   * Whether what is missing of a metric, in any dimensions, was truly not reported. Of any other
   * metric nothing is known, and an alarm on it cannot be judged.
   */
  boolean covers(String namespace, String name);

  /** A metric's values; an empty series where nothing was reported. */
  MetricSeries series(MetricKey metric);

  /** The metrics of a name that were ever reported. */
  Set<MetricKey> metrics(String namespace, String name);
}
