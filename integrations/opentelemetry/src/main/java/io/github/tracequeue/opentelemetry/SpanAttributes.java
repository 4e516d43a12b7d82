// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.opentelemetry;

import io.opentelemetry.api.common.Attributes;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The attributes of a span by name. Micrometer's bridge writes numbers as text. */
final class SpanAttributes {
  private final Map<String, Object> values = new HashMap<>();

  SpanAttributes(Attributes attributes) {
    attributes.forEach((key, value) -> values.put(key.getKey(), value));
  }

  /** The first of these attributes that is present, as text; of a list, its first element. */
  @Nullable String text(String... names) {
    Object value = first(names);
    Object single = value instanceof List<?> list ? list.stream().findFirst().orElse(null) : value;
    return single == null ? null : single.toString();
  }

  /** The first of these attributes that is present, as a number; null if it is not a number. */
  @Nullable BigDecimal number(String... names) {
    Object value = first(names);
    try {
      return value == null ? null : new BigDecimal(value.toString().strip());
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** Whether the first of these attributes that is present is text. */
  boolean isText(String... names) {
    return first(names) instanceof String;
  }

  private @Nullable Object first(String... names) {
    for (String name : names) {
      Object value = values.get(name);
      if (value != null) {
        return value;
      }
    }
    return null;
  }
}
