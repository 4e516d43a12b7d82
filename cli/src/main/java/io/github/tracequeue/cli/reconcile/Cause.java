// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.reconcile;

/** A likely cause of a difference between table and metrics. */
enum Cause {
  NO_METRICS("the namespace has no metrics in this time range; check --namespace and --region"),
  OUTSIDE_WINDOW(
      "events were more than two weeks old or more than two hours in the future when they arrived, and are in no metric"
          + " (EventsOutsideMetricWindow)"),
  KILLED_OR_LOST_ANSWER(
      "a consumer was killed before it sent its metrics, or got no response to a write, and stored"
          + " events were redelivered (EventsDuplicate)"),
  NOT_THERE_YET(
      "the metrics may be delayed (try again in a few minutes), or a consumer was killed"
          + " and its messages were not redelivered"),
  COUNTED_TWICE_OR_DELETED(
      "CloudWatch counted a request twice because its response was lost, or calls were deleted from"
          + " the table or expired"),
  COST_CORRECTED("the costs in the table were corrected after they were counted (prices reprice)");

  private final String text;

  Cause(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }
}
