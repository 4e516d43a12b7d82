// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import java.util.List;
import java.util.Optional;

/**
 * A part of a list.
 *
 * @param items in the list's order
 * @param next where it goes on; empty at its end
 * @param endedEarly whether the limit on examined items ended it before it was full
 * @param cost what reading it took
 */
public record Page<T>(List<T> items, Optional<Cursor> next, boolean endedEarly, ReadCost cost) {

  public Page {
    items = List.copyOf(items);
  }
}
