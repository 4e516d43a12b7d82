// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sort keys {@code [from, until]}, as DynamoDB's {@code BETWEEN} takes them. */
record KeyRange(String from, String until) {

  /**
   * What is left of several ranges, each read from its end to its start, after a sort key.
   *
   * @param position null where nothing was read yet
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
