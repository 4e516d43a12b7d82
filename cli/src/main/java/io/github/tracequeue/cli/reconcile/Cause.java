// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.reconcile;

/** Why table and metrics may differ. */
enum Cause {
  NO_METRICS("the namespace has no metrics of this time: check --namespace and --region"),
  OUTSIDE_WINDOW(
      "events were more than two weeks old or ahead of time when they came: they are in no metric"
          + " (EventsOutsideMetricWindow)"),
  KILLED_OR_LOST_ANSWER(
      "a consumer was killed before it sent its metrics, or no answer of a write arrived: events"
          + " came again that were stored (EventsDuplicate)"),
  NOT_THERE_YET(
      "the metrics may be on their way: try again in a few minutes; otherwise a consumer was killed"
          + " and its messages were not delivered again"),
  COUNTED_TWICE_OR_DELETED(
      "CloudWatch counted a request twice because its answer was lost, or calls were deleted from"
          + " the table or have expired"),
  COST_CORRECTED("the costs in the table were corrected after they were counted (prices reprice)");

  private final String text;

  Cause(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }
}
