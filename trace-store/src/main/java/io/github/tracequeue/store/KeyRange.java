// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sort keys {@code [from, until]}, as in DynamoDB's {@code BETWEEN}. */
record KeyRange(String from, String until) {

  /**
   * The rest of several ranges after a sort key. Each range is read from its end to its start.
   *
   * @param position null if nothing was read yet
   */
  static List<KeyRange> after(@Nullable String position, List<KeyRange> ranges) {
    if (position == null) {
      return ranges;
    }
    List<KeyRange> rest = new ArrayList<>();
    for (KeyRange range : ranges) {
      if (!rest.isEmpty()) {
        rest.add(range);
      } else if (range.contains(position)) {
        rest.add(new KeyRange(range.from, position));
      }
    }
    boolean above = position.compareTo(ranges.get(0).until) > 0;
    return rest.isEmpty() && above ? ranges : rest;
  }

  private boolean contains(String sortKey) {
    return from.compareTo(sortKey) <= 0 && sortKey.compareTo(until) <= 0;
  }
}
