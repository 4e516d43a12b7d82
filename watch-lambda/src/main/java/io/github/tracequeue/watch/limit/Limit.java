// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch.limit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A rule that an agent's traffic keeps or breaks. */
public interface Limit {

  /** What it is about; an agent has one limit of each kind at most. */
  LimitKind kind();

  /** What the rule says, for people: {@code 3 failed calls in a row}. */
  String rule();

  /** How it stands. */
  Verdict judge(AgentTraffic traffic, Instant now);

  /**
   * Whether it may be broken although nothing happened.
   *
   * @param lastActive when the agent was last active; null if it never was
   */
  default boolean mayBreakBySilence(@Nullable Instant lastActive, Instant now) {
    return false;
  }
}
