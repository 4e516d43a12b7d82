// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

/**
 * A datum of a PutMetricData request.
 *
 * @param key the metric
 * @param unit the unit; {@code None} if it is missing
 * @param minute its minute since the epoch
 * @param statistics the samples
 */
record MetricDatum(MetricKey key, String unit, long minute, MetricStatistics statistics) {}
