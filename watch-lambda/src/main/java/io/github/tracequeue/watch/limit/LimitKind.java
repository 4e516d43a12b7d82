// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch.limit;

import java.time.Duration;
import java.util.Locale;

/** The kinds of limits. Each has a section with its id in docs/operations.md. */
public enum LimitKind {
  /** Calls fail. */
  FAILING(Audience.PAGE, Duration.ofMinutes(15), true),
  /** Calls take longer than allowed or than usual. */
  SLOW(Audience.NOTIFY, Duration.ofMinutes(15), true),
  /** The agent is not active although it should be. */
  SILENT(Audience.PAGE, Duration.ZERO, true),
  /** The cost in an hour. */
  SPEND_HOUR(Audience.PAGE, Duration.ZERO, false),
  /** The cost in a UTC day. */
  SPEND_DAY(Audience.PAGE, Duration.ZERO, false),
  /** The cost in a UTC month. */
  SPEND_MONTH(Audience.PAGE, Duration.ZERO, false),
  /** An agent with a constant prompt uses a new one. */
  PROMPT_CHANGED(Audience.NOTIFY, Duration.ZERO, false),
  /** Calls have no known cost. */
  UNPRICED(Audience.NOTIFY, Duration.ZERO, false),
  /** Producers dropped events. */
  DROPS(Audience.NOTIFY, Duration.ZERO, false);

  private final Audience audience;
  private final Duration calm;
  private final boolean hasEndNotice;

  LimitKind(Audience audience, Duration calm, boolean hasEndNotice) {
    this.audience = audience;
    this.calm = calm;
    this.hasEndNotice = hasEndNotice;
  }

  /** The name in settings, in the table and in links. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The audience of a breach. Warnings always go to {@link Audience#NOTIFY}. */
  public Audience audience() {
    return audience;
  }

  /** How long the condition must be false before the breach is over. */
  Duration calm() {
    return calm;
  }

  /** Whether a notice is sent when the breach is over. */
  boolean hasEndNotice() {
    return hasEndNotice;
  }
}
