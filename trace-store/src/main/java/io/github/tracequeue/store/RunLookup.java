// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found of a run.
 *
 * @param run null where no event of the run itself is there
 * @param otherAgents the other agents that have a run of this id
 * @param calls its calls in the order of their time
 * @param children runs that it started in the same trace
 * @param window when its calls were looked for
 * @param complete whether no limit cut the calls short
 * @param cost what reading it took
 */
public record RunLookup(
    @Nullable StoredRun run,
    List<String> otherAgents,
    List<StoredTrace> calls,
    List<StoredRun> children,
    TimeRange window,
    boolean complete,
    ReadCost cost) {

  public RunLookup {
    otherAgents = List.copyOf(otherAgents);
    calls = List.copyOf(calls);
    children = List.copyOf(children);
  }

  /** Whether neither the run nor a call of it is there. */
  public boolean isEmpty() {
    return run == null && calls.isEmpty();
  }
}
