// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.metrics;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The values of a dimension. Each value costs money each month, so that a producer must not be able
 * to make as many as it likes: beyond a limit all further values are one. Safe for any number of
 * threads.
 */
final class CappedDimension {

  /** What values beyond the limit share; no agent can be called so. */
  static final String OVERFLOW = "_other";

  private static final int MAX_LENGTH = 255;

  private final int limit;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  private CappedDimension(int limit) {
    this.limit = limit;
  }

  /** A dimension of the given values and of others as they come, up to a limit of all. */
  static CappedDimension of(Set<String> first, int limit) {
    CappedDimension dimension = new CappedDimension(limit);
    first.forEach(value -> dimension.known.add(printable(value)));
    return dimension;
  }

  String valueOf(String text) {
    // Nearly always: what is known is printable.
    if (known.contains(text)) {
      return text;
    }
    String value = printable(text);
    synchronized (known) {
      return known.contains(value) || (known.size() < limit && known.add(value)) ? value : OVERFLOW;
    }
  }

  /** The text as CloudWatch takes it: one other character would fail the whole request. */
  private static String printable(String text) {
    StringBuilder value = new StringBuilder(text);
    value.setLength(Math.min(value.length(), MAX_LENGTH));
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' || c > '~') {
        value.setCharAt(i, '_');
      }
    }
    String trimmed = value.toString().strip();
    return trimmed.isEmpty() ? "_" : trimmed;
  }
}
