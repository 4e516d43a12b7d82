// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the values of an event's fields. Not thread-safe. */
final class EventValues {
  private final EnumMap<EventField, Object> values;

  EventValues() {
    values = new EnumMap<>(EventField.class);
  }

  EventValues(Map<EventField, Object> values) {
    this.values = new EnumMap<>(values);
  }

  @Nullable Object get(EventField field) {
    return values.get(field);
  }

  /** Sets a value; null removes it. */
  EventValues set(EventField field, @Nullable Object value) {
    if (value == null) {
      values.remove(field);
    } else {
      values.put(field, value);
    }
    return this;
  }

  /** Sets a text, truncated to the length that the consumer keeps; null removes it. */
  EventValues text(EventField field, @Nullable String text) {
    return set(field, text == null ? null : Text.cut(text, field.maxCodePoints()));
  }

  /** Adds an entry to an object; a null value is ignored. */
  EventValues entry(EventField field, @Nullable String name, @Nullable Object value) {
    if (name != null && value != null) {
      var entries = new LinkedHashMap<Object, Object>();
      if (values.get(field) instanceof Map<?, ?> before) {
        entries.putAll(before);
      }
      entries.put(Text.cut(name, field.maxCodePoints()), value);
      values.put(field, Collections.unmodifiableMap(entries));
    }
    return this;
  }

  EnumMap<EventField, Object> toMap() {
    return new EnumMap<>(values);
  }
}
