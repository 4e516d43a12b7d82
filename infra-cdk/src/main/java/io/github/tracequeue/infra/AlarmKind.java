// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import java.util.Locale;

/** The kinds of alarms. Each has a section in docs/operations.md. */
public enum AlarmKind {
  DEAD_LETTERS(Audience.PAGE),
  DEAD_LETTERS_OLD(Audience.PAGE),
  QUEUE_AGE(Audience.PAGE),
  CONSUMER_ERRORS(Audience.NOTIFY),
  QUARANTINE(Audience.NOTIFY),
  WATCH_HEARTBEAT(Audience.PAGE),
  NOTICES_FAILED(Audience.PAGE),
  PAGE_UNDELIVERED(Audience.NOTIFY),
  // The watch function has already sent notices, so an action would repeat them.
  LIMITS_BREACHED(Audience.NOBODY),
  AGENTS_OVERDUE(Audience.NOBODY),
  AGENT_LATENCY(Audience.NOTIFY),
  AGENT_ERRORS(Audience.PAGE),
  AGENT_COST_HOUR(Audience.PAGE),
  AGENT_COST_DAY(Audience.PAGE);

  private final Audience audience;

  AlarmKind(Audience audience) {
    this.audience = audience;
  }

  Audience audience() {
    return audience;
  }

  /** The anchor in docs/operations.md, which is also the suffix of the alarm's name. */
  public String anchor() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The recipients of an alarm. */
  enum Audience {
    /** Urgent: wakes someone. */
    PAGE,
    /** Not urgent: read during working hours. */
    NOTIFY,
    /** No one: the state is visible on the dashboard and with {@code alarms state}. */
    NOBODY
  }
}
