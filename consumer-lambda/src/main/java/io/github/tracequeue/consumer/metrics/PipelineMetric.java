// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.metrics;

/** The counts of the pipeline, which are metrics without dimensions. */
public enum PipelineMetric {
  /** Events that this invocation stored for the first time. */
  EVENTS_STORED("EventsStored"),
  /** Events that were already stored: redelivered, or sent twice. */
  EVENTS_DUPLICATE("EventsDuplicate"),
  /** Events with the id of another event; the first event is kept. */
  EVENTS_CONFLICT("EventsConflict"),
  /** Events that are counted but not stored. */
  EVENTS_SAMPLED_OUT("EventsSampledOut"),
  /** Messages, and events of envelopes, that went to the quarantine queue. */
  EVENTS_QUARANTINED("EventsQuarantined"),
  /** Calls without a known cost. */
  EVENTS_UNPRICED("EventsUnpriced"),
  /** Calls whose time CloudWatch refuses: counted here and in no metric by time. */
  EVENTS_OUTSIDE_METRIC_WINDOW("EventsOutsideMetricWindow"),
  /** Counted events that had an invalid field. */
  EVENTS_REPAIRED("EventsRepaired"),
  /** Calls with cached tokens and without a usage convention. */
  USAGE_INFERRED("UsageInferred"),
  /** Events that producers report as dropped. */
  PRODUCER_DROPPED("ProducerDropped");

  private final String metricName;

  PipelineMetric(String metricName) {
    this.metricName = metricName;
  }

  /** The metric's name in CloudWatch. */
  public String metricName() {
    return metricName;
  }
}
