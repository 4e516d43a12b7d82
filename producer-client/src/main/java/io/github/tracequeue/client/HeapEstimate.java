// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Estimates the heap of events in bytes, rounded up, with compressed references. */
final class HeapEstimate {
  /** The event, its map, and its slot in the queue. */
  private static final int EVENT_BYTES = 320;

  /** Header, array header and padding of a string. */
  private static final int STRING_BYTES = 56;

  private static final int NUMBER_BYTES = 32;
  private static final int DECIMAL_BYTES = 104;
  private static final int MAP_BYTES = 192;
  private static final int ENTRY_BYTES = 64;

  private HeapEstimate() {}

  static int ofEvent(Map<EventField, Object> values) {
    int bytes = EVENT_BYTES;
    for (Object value : values.values()) {
      bytes += of(value);
    }
    return bytes;
  }

  /** The text fields that can be dropped from an event. */
  static int ofText(Map<EventField, Object> values) {
    return of(values.get(EventField.PROMPT_PREVIEW))
        + of(values.get(EventField.DECISION_SUMMARY))
        + of(values.get(EventField.ERROR_MESSAGE))
        + of(values.get(EventField.SUMMARY));
  }

  private static int of(@Nullable Object value) {
    if (value == null || value instanceof Boolean || value instanceof Enum) {
      return 0;
    }
    if (value instanceof String text) {
      return STRING_BYTES + 2 * text.length();
    }
    if (value instanceof BigDecimal decimal) {
      return DECIMAL_BYTES + decimal.unscaledValue().bitLength() / 8;
    }
    if (value instanceof Map<?, ?> map) {
      int bytes = MAP_BYTES;
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        bytes += ENTRY_BYTES + of(entry.getKey()) + of(entry.getValue());
      }
      return bytes;
    }
    return NUMBER_BYTES;
  }
}
