// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a lookup of a run.
 *
 * @param run null if the table has no event of the run itself
 * @param otherAgents the other agents with a run of this id
 * @param calls the calls of the run, in order of time
 * @param children the runs that it started in the same trace
 * @param window the time range of the search for calls
 * @param complete whether all calls were read
 * @param cost the cost of the read
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

  /** Whether neither the run nor any of its calls was found. */
  public boolean isEmpty() {
    return run == null && calls.isEmpty();
  }
}
