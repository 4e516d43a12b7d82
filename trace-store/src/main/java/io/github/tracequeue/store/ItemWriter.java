// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Builds an item. Null values add no attribute. */
public final class ItemWriter {

  private static final AttributeValue TRUE = AttributeValue.fromBool(true);

  private final Map<String, AttributeValue> item;

  public ItemWriter() {
    item = new HashMap<>(64);
  }

  public ItemWriter text(String name, @Nullable String value) {
    if (value != null) {
      item.put(name, AttributeValue.fromS(value));
    }
    return this;
  }

  public ItemWriter time(String name, @Nullable Instant value) {
    return value == null ? this : text(name, Timestamps.format(value));
  }

  public ItemWriter number(String name, long value) {
    item.put(name, AttributeValue.fromN(Long.toString(value)));
    return this;
  }

  public ItemWriter number(String name, @Nullable BigDecimal value) {
    if (value != null) {
      item.put(name, AttributeValue.fromN(value.toPlainString()));
    }
    return this;
  }

  public ItemWriter numberUnlessZero(String name, long value) {
    return value == 0 ? this : number(name, value);
  }

  public ItemWriter flag(String name, boolean value) {
    if (value) {
      item.put(name, TRUE);
    }
    return this;
  }

  public ItemWriter value(String name, AttributeValue value) {
    item.put(name, value);
    return this;
  }

  public ItemWriter texts(String name, Map<String, String> values) {
    return map(name, values, AttributeValue::fromS);
  }

  public ItemWriter numbers(String name, Map<String, Long> values) {
    return map(name, values, value -> AttributeValue.fromN(value.toString()));
  }

  public ItemWriter textSet(String name, Set<String> values) {
    if (!values.isEmpty()) {
      item.put(name, AttributeValue.fromSs(List.copyOf(values)));
    }
    return this;
  }

  private <T> ItemWriter map(
      String name, Map<String, T> values, Function<T, AttributeValue> attribute) {
    if (!values.isEmpty()) {
      Map<String, AttributeValue> map = new HashMap<>();
      values.forEach((key, value) -> map.put(key, attribute.apply(value)));
      item.put(name, AttributeValue.fromM(map));
    }
    return this;
  }

  public Map<String, AttributeValue> item() {
    return item;
  }
}
