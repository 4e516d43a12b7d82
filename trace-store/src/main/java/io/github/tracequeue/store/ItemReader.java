// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads the attributes of an item. An attribute of another type counts as missing. */
public final class ItemReader {

  private final Map<String, AttributeValue> item;

  public ItemReader(Map<String, AttributeValue> item) {
    this.item = item;
  }

  public @Nullable String text(String name) {
    AttributeValue value = item.get(name);
    return value == null ? null : value.s();
  }

  public String textOr(String name, String absent) {
    String value = text(name);
    return value == null ? absent : value;
  }

  public @Nullable Instant time(String name) {
    return parse(text(name));
  }

  public @Nullable BigDecimal decimal(String name) {
    AttributeValue value = item.get(name);
    return value == null || value.n() == null ? null : new BigDecimal(value.n());
  }

  public BigDecimal decimalOr(String name, BigDecimal absent) {
    BigDecimal value = decimal(name);
    return value == null ? absent : value;
  }

  public @Nullable Long numberOrNull(String name) {
    BigDecimal value = decimal(name);
    return value == null ? null : value.longValue();
  }

  public long number(String name) {
    Long value = numberOrNull(name);
    return value == null ? 0 : value;
  }

  public boolean flag(String name) {
    AttributeValue value = item.get(name);
    return value != null && Boolean.TRUE.equals(value.bool());
  }

  public Map<String, String> texts(String name) {
    return map(name, AttributeValue::s);
  }

  public Map<String, Long> numbers(String name) {
    return map(name, value -> value.n() == null ? null : new BigDecimal(value.n()).longValue());
  }

  public Set<String> textSet(String name) {
    AttributeValue value = item.get(name);
    return value == null ? Set.of() : Set.copyOf(value.ss());
  }

  private <T> Map<String, T> map(String name, Function<AttributeValue, @Nullable T> entryValue) {
    AttributeValue map = item.get(name);
    Map<String, T> values = new HashMap<>();
    if (map != null && map.hasM()) {
      map.m()
          .forEach(
              (key, entry) -> {
                T value = entryValue.apply(entry);
                if (value != null) {
                  values.put(key, value);
                }
              });
    }
    return values;
  }

  static @Nullable Instant parse(@Nullable String time) {
    if (time == null) {
      return null;
    }
    try {
      return Instant.parse(time);
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
