// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.adapter;

import io.github.tracequeue.client.CurrentRun;
import org.jspecify.annotations.Nullable;

/**
 * The agent that the calling thread works for outside a run. It is propagated like {@link
 * CurrentRun}.
 */
public final class CurrentAgent {
  private static final ThreadLocal<@Nullable String> CURRENT = new ThreadLocal<>();

  private CurrentAgent() {}

  /** The calling thread's agent; null if there is none. */
  public static @Nullable String get() {
    return CURRENT.get();
  }

  /**
   * Makes an agent the calling thread's own until the scope is closed, which restores the one
   * before. Null for none.
   */
  public static CurrentRun.Scope set(@Nullable String agent) {
    String before = CURRENT.get();
    assign(agent);
    return () -> assign(before);
  }

  private static void assign(@Nullable String agent) {
    if (agent == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(agent);
    }
  }
}
