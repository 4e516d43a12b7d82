// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a lookup of a trace.
 *
 * @param calls the calls, in order of time
 * @param runs the runs, in order of their ids
 * @param complete whether all items were read
 * @param window the searched time range, if the table has no trace index; null if it has one
 * @param cost the cost of the read
 */
public record TraceLookup(
    List<StoredTrace> calls,
    List<StoredRun> runs,
    boolean complete,
    @Nullable TimeRange window,
    ReadCost cost) {

  /** The maximum number of items that are read for one trace. */
  public static final int MAX_ITEMS = 10_000;

  public TraceLookup {
    calls = List.copyOf(calls);
    runs = List.copyOf(runs);
  }
}
