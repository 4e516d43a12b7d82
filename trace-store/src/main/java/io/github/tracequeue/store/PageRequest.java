// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import org.jspecify.annotations.Nullable;

/**
 * The request of a page.
 *
 * @param limit the maximum number of items, at least 1
 * @param cursor the position to continue from; null for the start
 * @param maxExamined the maximum number of items that DynamoDB examines, at least 1
 */
public record PageRequest(int limit, @Nullable Cursor cursor, int maxExamined) {

  /** About 2,500 read units for items of 1 KB: a tenth of a cent. */
  public static final int DEFAULT_MAX_EXAMINED = 20_000;

  public PageRequest {
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1, not " + limit);
    }
    if (maxExamined < 1) {
      throw new IllegalArgumentException("maxExamined must be at least 1, not " + maxExamined);
    }
  }

  /** The first page. */
  public static PageRequest first(int limit) {
    return new PageRequest(limit, null, DEFAULT_MAX_EXAMINED);
  }

  /** The page after a cursor. */
  public static PageRequest from(Cursor cursor, int limit) {
    return new PageRequest(limit, cursor, DEFAULT_MAX_EXAMINED);
  }
}
