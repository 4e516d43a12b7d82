// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found of a trace.
 *
 * @param calls its calls in the order of their time
 * @param runs its runs in the order of their ids
 * @param complete whether no limit cut it short
 * @param window the time that was searched because there is no index over traces; null where there
 *     is one
 * @param cost what reading it took
 */
public record TraceLookup(
    List<StoredTrace> calls,
    List<StoredRun> runs,
    boolean complete,
    @Nullable TimeRange window,
    ReadCost cost) {

  /** How many items of one trace are read at most. */
  public static final int MAX_ITEMS = 10_000;

  public TraceLookup {
    calls = List.copyOf(calls);
    runs = List.copyOf(runs);
  }
}
