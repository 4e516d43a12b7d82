// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch.notice;

import io.github.tracequeue.store.limit.LimitState;
import io.github.tracequeue.store.limit.LimitState.Level;
import io.github.tracequeue.store.rollup.RollupKey;
import io.github.tracequeue.watch.limit.Audience;
import io.github.tracequeue.watch.limit.LimitKind;
import io.github.tracequeue.watch.limit.RecentCall;
import io.github.tracequeue.watch.limit.ValueText;
import java.util.List;

/**
 * A notice about a change of a limit's state.
 *
 * @param kind the kind of limit
 * @param state the new state
 * @param rule the limit in words
 * @param calls at most three calls that explain it
 */
public record Notice(LimitKind kind, LimitState state, String rule, List<RecentCall> calls) {

  public Notice {
    calls = List.copyOf(calls);
  }

  /** Whether a breach is over. */
  boolean isEnd() {
    return state.level() == Level.OK;
  }

  /** The recipients. */
  public Audience audience() {
    return state.level() == Level.WARNING ? Audience.NOTIFY : kind.audience();
  }

  /** The agent's slug, or {@code all agents}. */
  String agent() {
    return RollupKey.agentName(state.agentSlug());
  }

  /** {@code cto is failing}. */
  String title() {
    String agent = agent();
    if (isEnd()) {
      return agent + ": " + kind.id() + " is over";
    }
    boolean warning = state.level() == Level.WARNING;
    return switch (kind) {
      case FAILING -> agent + (warning ? " failed" : " is failing");
      case SLOW -> agent + " is slow";
      case SILENT -> agent + " is silent";
      case SPEND_HOUR -> agent + spent(warning, "hourly");
      case SPEND_DAY -> agent + spent(warning, "daily");
      case SPEND_MONTH -> agent + spent(warning, "monthly");
      case PROMPT_CHANGED -> agent + " has a new prompt";
      case UNPRICED -> agent + " has calls with an unknown cost";
      case DROPS -> "producers dropped events";
    };
  }

  private static String spent(boolean warning, String period) {
    return (warning ? " has nearly spent its " : " has spent its ") + period + " limit";
  }

  /** Describes a call in one line. */
  static String line(RecentCall call) {
    return ValueText.time(call.timestamp())
        + "  "
        + call.model()
        + "  "
        + (call.failed()
            ? "failed" + (call.errorType() == null ? "" : ": " + call.errorType())
            : "ok")
        + (call.latencyMillis() == 0 ? "" : "  " + ValueText.millis(call.latencyMillis()))
        + "  "
        + (call.usd() == null ? "unknown cost" : ValueText.usd(call.usd()))
        + "  "
        + call.eventId();
  }
}
