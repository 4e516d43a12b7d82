// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import java.util.List;
import java.util.Optional;

/**
 * A page of a list.
 *
 * @param items the items, in the order of the list
 * @param next the cursor of the next page; empty at the end
 * @param endedEarly whether the limit of examined items was reached before the page was full
 * @param cost the cost of the read
 */
public record Page<T>(List<T> items, Optional<Cursor> next, boolean endedEarly, ReadCost cost) {

  public Page {
    items = List.copyOf(items);
  }
}
