// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch.limit;

import java.time.Duration;
import java.util.Locale;

/** What a limit is about. Each has a section of that name in docs/operations.md. */
public enum LimitKind {
  /** Calls fail. */
  FAILING(Audience.PAGE, Duration.ofMinutes(15), true),
  /** Calls take longer than allowed, or than usual. */
  SLOW(Audience.NOTIFY, Duration.ofMinutes(15), true),
  /** The agent does not do anything, although it should have. */
  SILENT(Audience.PAGE, Duration.ZERO, true),
  /** The cost of an hour. */
  SPEND_HOUR(Audience.PAGE, Duration.ZERO, false),
  /** The cost of a day of UTC. */
  SPEND_DAY(Audience.PAGE, Duration.ZERO, false),
  /** The cost of a month of UTC. */
  SPEND_MONTH(Audience.PAGE, Duration.ZERO, false),
  /** An agent that always had the same prompt has another one. */
  PROMPT_CHANGED(Audience.NOTIFY, Duration.ZERO, false),
  /** Calls have no known cost. */
  UNPRICED(Audience.NOTIFY, Duration.ZERO, false),
  /** Producers had to drop events. */
  DROPS(Audience.NOTIFY, Duration.ZERO, false);

  private final Audience audience;
  private final Duration calm;
  private final boolean endIsTold;

  LimitKind(Audience audience, Duration calm, boolean endIsTold) {
    this.audience = audience;
    this.calm = calm;
    this.endIsTold = endIsTold;
  }

  /** The name in settings, in the table and in links. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Who is told when the limit is breached; of a warning, {@link Audience#NOTIFY} is told. */
  public Audience audience() {
    return audience;
  }

  /** How long the condition must not hold before the breach is over. */
  Duration calm() {
    return calm;
  }

  /** Whether people are told when the breach is over. */
  boolean endIsTold() {
    return endIsTold;
  }
}
