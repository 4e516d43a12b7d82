// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.metrics;

/** The counts of the pipeline as a whole: metrics without a dimension. */
public enum PipelineMetric {
  /** Events stored by this invocation and by none before. */
  EVENTS_STORED("EventsStored"),
  /** Events that were stored already: redelivered, or sent twice. */
  EVENTS_DUPLICATE("EventsDuplicate"),
  /** Events whose id another event has; the first one stays. */
  EVENTS_CONFLICT("EventsConflict"),
  /** Events that are counted but not kept in detail. */
  EVENTS_SAMPLED_OUT("EventsSampledOut"),
  /** Messages, and events of envelopes, that went to the quarantine queue. */
  EVENTS_QUARANTINED("EventsQuarantined"),
  /** Calls without a known cost. */
  EVENTS_UNPRICED("EventsUnpriced"),
  /** Calls whose time CloudWatch refuses: counted here and in no metric by time. */
  EVENTS_OUTSIDE_METRIC_WINDOW("EventsOutsideMetricWindow"),
  /** Counted events that came with an invalid field. */
  EVENTS_REPAIRED("EventsRepaired"),
  /** Calls with cached tokens whose producer did not say how it counts them. */
  USAGE_INFERRED("UsageInferred"),
  /** Events that producers say they dropped. */
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
