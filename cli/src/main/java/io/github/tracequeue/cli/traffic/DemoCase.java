// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.traffic;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A task of one or several agents: a plan of runs and calls, one call at a time. Not thread-safe.
 */
final class DemoCase {
  /** An action of an agent between two calls. */
  private static final long PAUSE_MILLIS = 400;

  private final Deque<Step> steps = new ArrayDeque<>();
  private Instant free = Instant.MIN;

  /** A step of the plan. A call has a decision, or null for one of the agent's decisions. */
  private record Step(Kind kind, DemoRun run, @Nullable String decision) {}

  private enum Kind {
    START,
    CALL,
    END
  }

  /** When the next call can start. */
  Instant free() {
    return free;
  }

  boolean isDone() {
    return steps.isEmpty();
  }

  DemoCase start(DemoRun run) {
    steps.add(new Step(Kind.START, run, null));
    return this;
  }

  DemoCase call(DemoRun run, @Nullable String decision) {
    steps.add(new Step(Kind.CALL, run, decision));
    return this;
  }

  DemoCase end(DemoRun run) {
    steps.add(new Step(Kind.END, run, null));
    return this;
  }

  /** A planned call: its run, and its decision unless null. */
  record Turn(DemoRun run, @Nullable String decision) {}

  /** The next call, with the starts of runs before it and the ends of runs after it. */
  List<AgentReport> next(Instant at, Function<Turn, CallReport> caller) {
    List<AgentReport> reports = new ArrayList<>();
    while (!steps.isEmpty() && steps.element().kind != Kind.CALL) {
      reports.add(steps.remove().run.start(at));
    }
    if (!steps.isEmpty()) {
      Step step = steps.remove();
      CallReport call = step.run.add(caller.apply(new Turn(step.run, step.decision)));
      reports.add(call);
      free = call.end().plusMillis(PAUSE_MILLIS);
      while (!steps.isEmpty() && steps.element().kind == Kind.END) {
        reports.add(steps.remove().run.end(call.end()));
      }
    }
    return reports;
  }

  /** The ends of all unfinished runs, because no calls are left. */
  List<AgentReport> close() {
    List<AgentReport> reports = new ArrayList<>();
    for (Step step : steps) {
      if (step.kind == Kind.END && step.run.isStarted()) {
        reports.add(step.run.end(free.minusMillis(PAUSE_MILLIS)));
      }
    }
    steps.clear();
    return reports;
  }
}
