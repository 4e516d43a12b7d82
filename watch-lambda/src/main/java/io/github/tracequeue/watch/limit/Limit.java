// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch.limit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A rule about an agent's traffic. */
public interface Limit {

  /** The kind. An agent has at most one limit of each kind. */
  LimitKind kind();

  /** The rule in words, for example {@code 3 failed calls in a row}. */
  String rule();

  /** Evaluates the limit. */
  Verdict judge(AgentTraffic traffic, Instant now);

  /**
   * Whether the limit can be breached without new calls.
   *
   * @param lastActive when the agent was last active; null if it never was
   */
  default boolean mayBreakBySilence(@Nullable Instant lastActive, Instant now) {
    return false;
  }
}
