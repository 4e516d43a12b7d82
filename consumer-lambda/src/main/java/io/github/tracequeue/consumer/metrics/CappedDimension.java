// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.metrics;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The values of a dimension. Each value costs money, so their number is limited: all values beyond
 * the limit share one. Thread-safe.
 */
final class CappedDimension {

  /** The value of all values beyond the limit; not a valid agent slug. */
  static final String OVERFLOW = "_other";

  private static final int MAX_LENGTH = 255;

  private final int limit;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  private CappedDimension(int limit) {
    this.limit = limit;
  }

  /** A dimension with the given values and others in order of arrival, up to a total limit. */
  static CappedDimension of(Set<String> first, int limit) {
    CappedDimension dimension = new CappedDimension(limit);
    first.forEach(value -> dimension.known.add(printable(value)));
    return dimension;
  }

  String valueOf(String text) {
    // The usual case: known values are printable.
    if (known.contains(text)) {
      return text;
    }
    String value = printable(text);
    synchronized (known) {
      return known.contains(value) || (known.size() < limit && known.add(value)) ? value : OVERFLOW;
    }
  }

  /** The text in the characters that CloudWatch accepts; any other would fail the request. */
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
