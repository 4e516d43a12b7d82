// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import java.util.Locale;

/** The kinds of alarm; each has an entry of its own in docs/operations.md. */
public enum AlarmKind {
  DEAD_LETTERS(Audience.PAGE),
  DEAD_LETTERS_OLD(Audience.PAGE),
  QUEUE_AGE(Audience.PAGE),
  CONSUMER_ERRORS(Audience.NOTIFY),
  QUARANTINE(Audience.NOTIFY),
  WATCH_HEARTBEAT(Audience.PAGE),
  NOTICES_FAILED(Audience.PAGE),
  PAGE_UNDELIVERED(Audience.NOTIFY),
  // The watch function has sent the notices: an action here would say everything twice.
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

  /** The heading's anchor in docs/operations.md, and the end of the alarm's name. */
  public String anchor() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Who receives an alarm. */
  enum Audience {
    /** The people who are woken. */
    PAGE,
    /** The people who read it in the morning. */
    NOTIFY,
    /** Nobody: the state is shown on the dashboard and by {@code alarms state}. */
    NOBODY
  }
}
