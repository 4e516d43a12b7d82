// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

/**
 * One accepted part of a PutMetricData request.
 *
 * @param key the metric
 * @param unit its unit, {@code None} without one
 * @param minute the minute it belongs to, in minutes since the epoch
 * @param statistics its samples
 */
record MetricDatum(MetricKey key, String unit, long minute, MetricStatistics statistics) {}
