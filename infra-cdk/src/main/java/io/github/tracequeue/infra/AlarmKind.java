// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import java.util.Locale;

/** The kinds of alarm; each has an entry of its own in docs/operations.md. */
public enum AlarmKind {
  DEAD_LETTERS(Audience.PIPELINE),
  DEAD_LETTERS_OLD(Audience.PIPELINE),
  QUEUE_AGE(Audience.PIPELINE),
  CONSUMER_ERRORS(Audience.PIPELINE),
  CONSUMER_THROTTLES(Audience.PIPELINE),
  CONSUMER_DURATION(Audience.PIPELINE),
  HEARTBEAT(Audience.PIPELINE),
  PIPELINE_UNHEALTHY(Audience.PAGE),
  // Not of the pipeline's page: where DynamoDB reports nothing they may keep their state, and one
  // part that stays in alarm would keep the composite there, and the next incident silent.
  WRITE_THROTTLES(Audience.NOTIFY),
  TABLE_ERRORS(Audience.NOTIFY),
  QUARANTINE(Audience.NOTIFY),
  UNPRICED(Audience.NOTIFY),
  PRODUCER_DROPS(Audience.NOTIFY),
  CONFLICTS(Audience.NOTIFY),
  PAGE_UNDELIVERED(Audience.NOTIFY),
  NOTIFY_UNDELIVERED(Audience.PAGE),
  QUERY_ERRORS(Audience.NOTIFY),
  SPENDING(Audience.PAGE),
  SPENDING_ANOMALY(Audience.NOTIFY),
  ANY_AGENT_COST(Audience.PAGE),
  ANY_AGENT_ERRORS(Audience.NOTIFY),
  AGENT_LATENCY(Audience.NOTIFY),
  AGENT_ERROR_RATE(Audience.PAGE),
  AGENT_COST(Audience.PAGE),
  AGENT_BUDGET_80(Audience.NOTIFY),
  AGENT_BUDGET_100(Audience.PAGE),
  AGENT_DID_NOT_RUN(Audience.PAGE),
  AGENT_PROMPT_CHANGED(Audience.NOTIFY);

  private final Audience audience;

  AlarmKind(Audience audience) {
    this.audience = audience;
  }

  Audience audience() {
    return audience;
  }

  /** The heading's anchor in docs/operations.md, and the alarm's name within its stack. */
  public String anchor() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Who hears of an alarm. */
  enum Audience {
    /** The morning's readers; the composite alarm wakes someone, once for all of these. */
    PIPELINE,
    /** Someone is woken. */
    PAGE,
    /** The morning's readers. */
    NOTIFY
  }
}
